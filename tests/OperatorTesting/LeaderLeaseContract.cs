using KeyspacesStreamer.Operator.Leadership;
using Xunit;

namespace KeyspacesStreamer.OperatorTesting;

/// <summary>What an election asks of its lease, wherever the lease is kept.</summary>
public abstract class LeaderLeaseContract
{
    private static readonly LeaderRecord First = new()
    {
        Holder = "operator-0",
        Duration = TimeSpan.FromSeconds(15),
        AcquiredAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        RenewedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 7, TimeSpan.Zero),
        Transitions = 0,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_NobodyEverLed_IsNull() => Assert.Null(await Open().FindAsync(Token));

    [Fact]
    public async Task TryCreate_ThereIsNone_IsFoundAsItWasWritten()
    {
        var lease = Open();

        Assert.True(await lease.TryCreateAsync(First, Token));

        Assert.Equal(First, (await lease.FindAsync(Token))?.Record);
    }

    [Fact]
    public async Task TryCreate_SomebodyWasFaster_IsFalseAndChangesNothing()
    {
        var lease = Open();
        await lease.TryCreateAsync(First, Token);

        Assert.False(await lease.TryCreateAsync(First with { Holder = "operator-1" }, Token));

        Assert.Equal(First, (await lease.FindAsync(Token))?.Record);
    }

    [Fact]
    public async Task TryReplace_VersionAsRead_IsFoundWithAnotherVersion()
    {
        var lease = Open();
        await lease.TryCreateAsync(First, Token);
        var seen = await FindAsync(lease);
        var next = First with { RenewedAt = First.RenewedAt.AddSeconds(2), Transitions = 1 };

        Assert.True(await lease.TryReplaceAsync(next, seen.Version, Token));

        var found = await FindAsync(lease);
        Assert.Equal(next, found.Record);
        Assert.NotEqual(seen.Version, found.Version);
    }

    [Fact]
    public async Task TryReplace_ChangedSince_IsFalseAndChangesNothing()
    {
        var (lease, other) = (Open(), Open());
        await lease.TryCreateAsync(First, Token);
        var seen = await FindAsync(lease);
        var theirs = First with { Holder = "operator-1", Transitions = 1 };
        await other.TryReplaceAsync(theirs, (await FindAsync(other)).Version, Token);

        Assert.False(await lease.TryReplaceAsync(First with { RenewedAt = First.RenewedAt.AddSeconds(2) }, seen.Version, Token));

        Assert.Equal(theirs, (await FindAsync(lease)).Record);
    }

    [Fact]
    public async Task TryReplace_LetGo_HasNoHolder()
    {
        var lease = Open();
        await lease.TryCreateAsync(First, Token);

        Assert.True(await lease.TryReplaceAsync(First with { Holder = "" }, (await FindAsync(lease)).Version, Token));

        Assert.Equal("", (await FindAsync(lease)).Record.Holder);
    }

    /// <summary>One more way to the same lease, which nobody has held at the start of a test.</summary>
    private protected abstract ILeaderLease Open();

    private static async Task<ObservedLease> FindAsync(ILeaderLease lease) =>
        await lease.FindAsync(Token) ?? throw new InvalidOperationException("The lease is not there.");
}
