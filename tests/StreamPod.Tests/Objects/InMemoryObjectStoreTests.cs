using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.Testing.Objects;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>The double keeps the contract and has the troubles it was planned to have.</summary>
public sealed class InMemoryObjectStoreTests : ObjectStoreContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_FailsBefore_NothingLands()
    {
        await using var store = new InMemoryObjectStore(new FakeTimeProvider());
        store.FailNext(ObjectOperation.Create, new IOException("cut"));

        await Assert.ThrowsAsync<IOException>(() => store.TryCreateAsync(SampleObject.Of("a", "x"), Token));

        Assert.Empty(store.Objects);
        Assert.True(await store.TryCreateAsync(SampleObject.Of("a", "x"), Token));
    }

    [Fact]
    public async Task Create_AnswerIsLost_ObjectStandsAndSecondTryIsRefused()
    {
        await using var store = new InMemoryObjectStore(new FakeTimeProvider());
        store.LoseNextAnswer(new IOException("cut"));

        await Assert.ThrowsAsync<IOException>(() => store.TryCreateAsync(SampleObject.Of("a", "x"), Token));

        Assert.Equal("a", Assert.Single(store.Objects).Key);
        Assert.False(await store.TryCreateAsync(SampleObject.Of("a", "x"), Token));
        Assert.Empty(store.KeysWithChangedWrites);
    }

    [Fact]
    public async Task Create_LandsLate_StandsOnlyAfterTheDelay()
    {
        var clock = new FakeTimeProvider();
        await using var store = new InMemoryObjectStore(clock);
        store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Before = new TimeoutException(), LandsAfter = TimeSpan.FromSeconds(5) });

        await Assert.ThrowsAsync<TimeoutException>(() => store.TryCreateAsync(SampleObject.Of("a", "x"), Token));

        Assert.Null(await store.FindAsync("a", Token));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull(await store.FindAsync("a", Token));
    }

    [Fact]
    public async Task Create_Delayed_EndsWhenTheClockGetsThere()
    {
        var clock = new FakeTimeProvider();
        await using var store = new InMemoryObjectStore(clock);
        store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Key = "slow", Delay = TimeSpan.FromSeconds(3) });

        var slow = store.TryCreateAsync(SampleObject.Of("slow", "x"), Token);
        await store.TryCreateAsync(SampleObject.Of("fast", "x"), Token);

        Assert.False(slow.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True(await slow);
    }

    [Fact]
    public async Task Create_SameKeyInParallel_HasOneWinner()
    {
        await using var store = new InMemoryObjectStore(new FakeTimeProvider());

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() => store.TryCreateAsync(SampleObject.Of("a", $"{number}"), Token))));

        Assert.Single(results, created => created);
        Assert.Equal(64, store.Writes.Count);
        Assert.Equal(["a"], store.KeysWithChangedWrites);
    }

    private protected override Task<IObjectStore> OpenAsync() => Task.FromResult<IObjectStore>(new InMemoryObjectStore(TimeProvider.System));
}
