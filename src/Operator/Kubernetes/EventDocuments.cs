using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Writes events about streams, of the kind events.k8s.io/v1.</summary>
/// <param name="clock">When they happened.</param>
/// <param name="random">Makes their names; used by several reconciles at once.</param>
/// <param name="reporter">The pod that tells of them.</param>
internal sealed class EventDocuments(TimeProvider clock, Random random, string reporter)
{
    /// <summary>Who reports: the operator, as a qualified name.</summary>
    public const string Controller = Api.V1Alpha1.StreamApi.Group + "/operator";

    // https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/
    private const int LongestNote = 1024;
    private const int LongestReporter = 128;
    private const string Ellipsis = "…";

    public JsonObject Write(StreamEvent happened)
    {
        var stream = happened.Stream;
        var (name, space) = (stream.Metadata.Name, stream.Metadata.NamespaceProperty);
        return WireForm.WithoutNulls(new JsonObject
        {
            ["apiVersion"] = "events.k8s.io/v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = $"{name}.{Suffix()}", ["namespace"] = space },
            ["eventTime"] = WireForm.MicroTimeOf(clock.GetUtcNow()),
            ["reportingController"] = Controller,
            ["reportingInstance"] = reporter[..Math.Min(reporter.Length, LongestReporter)],
            ["type"] = happened.IsWarning ? "Warning" : "Normal",
            ["reason"] = happened.Reason,
            ["action"] = happened.Action,
            ["note"] = Cut(happened.Note),
            ["regarding"] = new JsonObject
            {
                ["apiVersion"] = stream.ApiVersion,
                ["kind"] = stream.Kind,
                ["name"] = name,
                ["namespace"] = space,
                ["uid"] = stream.Metadata.Uid,
                ["resourceVersion"] = stream.Metadata.ResourceVersion,
            },
        });
    }

    private string Suffix()
    {
        lock (random)
        {
            return random.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The server counts bytes, and refuses an event that is too long.</summary>
    private static string Cut(string note)
    {
        if (Encoding.UTF8.GetByteCount(note) <= LongestNote)
        {
            return note;
        }

        var (length, bytes) = (0, Encoding.UTF8.GetByteCount(Ellipsis));
        foreach (var rune in note.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > LongestNote)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return note[..length] + Ellipsis;
    }
}
