using KeyspacesStreamer.Operator.Controllers;
using KeyspacesStreamer.Operator.Tests.Doubles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Controllers;

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
                "configmaps: app.kubernetes.io/managed-by=keyspaces-streamer-operator",
                "serviceaccounts: app.kubernetes.io/managed-by=keyspaces-streamer-operator",
                "services: app.kubernetes.io/managed-by=keyspaces-streamer-operator",
                "deployments.apps: app.kubernetes.io/managed-by=keyspaces-streamer-operator",
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
        Assert.DoesNotContain(watches.World.Owned.Keys, kind => kind.Plural == "poddisruptionbudgets");
    }

    private StreamWatches Watch(string? disruptionBudgetVersion) => new(new FakeTimeProvider(), new Random(1), _feeds, disruptionBudgetVersion, NullLogger<StreamWatches>.Instance);
}
