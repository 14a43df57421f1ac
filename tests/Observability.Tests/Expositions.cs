using System.Text;
using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.StreamPod.Faults;
using PodMetrics = KeyspacesStreamer.StreamPod.Observability.PodMetrics;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>What pod and operator show under /metrics, from their own instruments.</summary>
internal static class Expositions
{
    private static readonly KeyspacesCdcStream Stream = new()
    {
        Metadata = new V1ObjectMeta { Name = "media" },
        Spec = new KeyspacesCdcStreamSpec { Source = new SourceSpec { Keyspace = "media", Table = "content" }, Destination = new DestinationSpec { Bucket = "data" } },
    };

    public static Task<string> PodAsync()
    {
        var metrics = new PodMetrics("0.1.0");
        metrics.PageRead(10, 2000, TimeSpan.FromMilliseconds(12));
        metrics.ObjectWritten(512, TimeSpan.FromMilliseconds(40));
        metrics.GroupCommitted(10, TimeSpan.FromMilliseconds(90));
        metrics.FaultSeen(FaultStage.Reading, FaultKind.Throttled);
        return TextOfAsync(metrics.WriteAsync);
    }

    public static Task<string> OperatorAsync()
    {
        var metrics = new OperatorMetrics("0.1.0", "keyspaces-streamer-operator", 8);
        metrics.ObserveGauges(() => new OperatorGauges { IsLeader = true, Streams = [Stream] });
        metrics.Reconciled(ReconcileWords.Error, TimeSpan.FromSeconds(1));
        metrics.ApiAnswered("200", "GET");
        return TextOfAsync(metrics.WriteAsync);
    }

    private static async Task<string> TextOfAsync(Func<Stream, CancellationToken, Task> write)
    {
        using var output = new MemoryStream();
        await write(output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
