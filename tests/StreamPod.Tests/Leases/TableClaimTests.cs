using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

public sealed class TableClaimTests : IAsyncDisposable
{
    private static readonly StreamSettings Settings = TestPod.Settings with
    {
        Resource = new ResourceSettings { Namespace = "media", Name = "content", Installation = "8f0c" },
        Destination = TestPod.Settings.Destination with { Bucket = "media-data", ExpectedBucketOwner = "111122223333" },
    };

    /// <summary>What version 0.1.0 writes.</summary>
    private static readonly TableOwner Older = new() { StreamArn = StreamRecords.Arn, Resource = "media/content", IsSeeded = true };

    private static readonly TableOwner Mine = Older with { Installation = "8f0c", Bucket = "media-data", BucketOwner = "111122223333" };

    private readonly InMemoryLeaseTable _table = new();
    private readonly TestPod _pod = TestPod.Create();

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claim_NobodysTable_SaysWhoseItIs()
    {
        await ClaimAsync();

        Assert.Equal(Mine with { IsSeeded = false }, _table.Owner);
    }

    [Fact]
    public async Task Claim_TableOfAnOlderVersion_IsTakenOver()
    {
        _table.Put(Older);

        await ClaimAsync();

        Assert.Equal(Mine, _table.Owner);
    }

    [Fact]
    public async Task Claim_OwnTable_WritesNothing()
    {
        _table.Put(Mine);

        await ClaimAsync();

        Assert.Equal((Mine, 0), (_table.Owner, _table.Writes));
    }

    [Fact]
    public async Task Claim_TableOfAnotherInstallation_IsRefusedWithWhatToDo()
    {
        _table.Put(Mine with { Installation = "3a1b" });

        var problem = await Assert.ThrowsAsync<FatalFaultException>(() => ClaimAsync());

        Assert.Equal(ExitCodes.ForeignTable, problem.ExitCode);
        Assert.Equal(
            "checkpoint.table leases belongs to the resource of this name in installation 3a1b, and this is installation 8f0c. "
            + "Give each installation a table of its own; if that installation does not exist any more, write resource.installation: 3a1b to take its place.",
            problem.Message);
    }

    [Fact]
    public async Task Claim_PlaceOfObjectsInAnotherBucket_IsRefusedWithWhatToDo()
    {
        _table.Put(Mine with { Bucket = "old-data" });

        var problem = await Assert.ThrowsAsync<FatalFaultException>(() => ClaimAsync());

        Assert.Equal(ExitCodes.ForeignTable, problem.ExitCode);
        Assert.Equal(
            "checkpoint.table leases keeps the place of objects in bucket old-data, and this stream writes to bucket media-data. "
            + "Write destination.bucket: old-data to go on there, or name another table, and reading begins at the oldest change that the stream keeps.",
            problem.Message);
        Assert.Equal(0, _table.Writes);
    }

    [Fact]
    public async Task Claim_BucketOfAnotherAccount_IsRefused()
    {
        _table.Put(Mine with { BucketOwner = "444455556666" });

        var problem = await Assert.ThrowsAsync<FatalFaultException>(() => ClaimAsync());

        Assert.Equal(ExitCodes.ForeignTable, problem.ExitCode);
    }

    [Fact]
    public async Task Claim_TableOfAnotherNamespace_DoesNotNameWhoHasIt()
    {
        _table.Put(Mine with { Resource = "payroll/salaries", StreamArn = "arn:aws:cassandra:eu-central-1:1:/keyspace/payroll/table/salaries/stream/1" });

        var problem = await Assert.ThrowsAsync<FatalFaultException>(() => ClaimAsync());

        Assert.DoesNotContain("payroll", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("salaries", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_SomebodyElseTakesItOverInBetween_IsRefused()
    {
        _table.Put(Older);
        _table.Before = (call, _) =>
        {
            if (call.Operation == LeaseOperation.WriteOwner)
            {
                _table.Put(Older with { Installation = "3a1b", Bucket = "media-data" });
            }

            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<FatalFaultException>(() => ClaimAsync());

        Assert.Equal("3a1b", _table.Owner?.Installation);
    }

    [Fact]
    public async Task Claim_PodsOfTwoInstallationsAtOnce_OneWins()
    {
        _table.Put(Older);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(pod => TryAsync($"installation-{pod}")));

        Assert.Single(claims, isMine => isMine);
        Assert.NotNull(_table.Owner?.Installation);

        async Task<bool> TryAsync(string installation)
        {
            try
            {
                await TableClaim.ClaimAsync(_table.OpenAnother(), Settings with { Resource = Settings.Resource with { Installation = installation } }, StreamRecords.Stream, _pod.Context.Retrier, Token);
                return true;
            }
            catch (FatalFaultException)
            {
                return false;
            }
        }
    }

    private Task ClaimAsync() => TableClaim.ClaimAsync(_table, Settings, StreamRecords.Stream, _pod.Context.Retrier, Token);
}
