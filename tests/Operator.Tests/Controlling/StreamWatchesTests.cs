using KeyspacesStreamer.Operator.Controlling;
using KeyspacesStreamer.Operator.Tests.Doubles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Controlling;

public sealed class StreamWatchesTests
{
    private readonly ScriptedFeeds _feeds = new();

    [Fact]
    public void Watches_AskForWhatIsOurs()
    {
        Watch("v1");

        Assert.Equal(
            [
                "keyspacescdcstreams.keyspaces-streamer.dev: ",
                "deployments.apps: app.kubernetes.io/managed-by=keyspaces-streamer-operator",
                "configmaps: app.kubernetes.io/managed-by=keyspaces-streamer-operator",
                "services: app.kubernetes.io/managed-by=keyspaces-streamer-operator",
                "serviceaccounts: app.kubernetes.io/managed-by=keyspaces-streamer-operator",
                "poddisruptionbudgets.policy: app.kubernetes.io/managed-by=keyspaces-streamer-operator",
                "pods: app.kubernetes.io/managed-by=keyspaces-streamer-operator",
            ],
            _feeds.Asked);
    }

    [Fact]
    public void Watches_ServerWithoutDisruptionBudgets_AskForNone()
    {
        var watches = Watch(disruptionBudgetVersion: null);

        Assert.DoesNotContain(_feeds.Asked, line => line.StartsWith("poddisruptionbudgets", StringComparison.Ordinal));
        Assert.Empty(watches.World.DisruptionBudgets.All());
    }

    private StreamWatches Watch(string? disruptionBudgetVersion) => new(new FakeTimeProvider(), new Random(1), _feeds, disruptionBudgetVersion, NullLogger<StreamWatches>.Instance);
}
