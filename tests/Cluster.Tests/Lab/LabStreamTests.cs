using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Lab;

/// <summary>Streams whose pods have a role and nothing else: no key, no endpoint, sessions that end within seconds. Each statement of their policies is needed, and none is missing.</summary>
[Collection(LabCollection.Name)]
public sealed class LabStreamTests(LabStand stand)
{
    private const int Refreshes = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("web-identity", false)]
    [InlineData("pod-identity", true)]
    public async Task Changes_WithARoleAlone_AreWrittenOnceWhileSessionsEnd(string name, bool hasAssociation)
    {
        Assert.SkipWhen(LabStand.Obstacle is not null, LabStand.Obstacle ?? "");
        var stream = new LabStream(stand, name) { HasAssociation = hasAssociation };
        await stream.ApplyAsync();
        await stream.UntilReadyAsync();

        // Load goes on until the credentials were fetched again so often.
        await Phase.UntilAsync(
            $"{stream.Role} has had {Refreshes + 1} sessions",
            async () =>
            {
                await stream.WorkAsync(100, 50);
                return SessionsOf(stream) > Refreshes ? null : $"{SessionsOf(stream)} sessions";
            },
            Token);
        await stream.UntilCommittedAsync();

        Assert.Empty(await stream.ViolationsAsync());
        Assert.DoesNotContain(stand.Aws.Entries(), entry => entry.Kind == "problem");
        Assert.DoesNotContain(Judged(stream.Role), entry => !entry.IsAllowed);
        Assert.Equal(["KeepLeases", "ReachBucket", "ReadStream", "WriteObjects"], Judged(stream.Role).SelectMany(entry => entry.Statements).Distinct().Order(StringComparer.Ordinal));
    }

    private int SessionsOf(LabStream stream) => stand.Aws.Entries().Count(entry => entry.Kind == "session" && entry.Role == stream.Role && entry.IsAllowed);

    private IEnumerable<LabEntry> Judged(string role) => stand.Aws.Entries().Where(entry => entry.Kind == "judged" && entry.Role == role);
}
