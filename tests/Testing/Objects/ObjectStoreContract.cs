using KeyspacesStreamer.StreamPod.Objects;
using Xunit;

namespace KeyspacesStreamer.Testing.Objects;

/// <summary>What every object store must do; run against the double and the real ones.</summary>
public abstract class ObjectStoreContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_FreeKey_ObjectStandsWithItsBytesAndMetadata()
    {
        await using var store = await OpenAsync();
        var metadata = new Dictionary<string, string> { [ObjectMetadata.ShardId] = "shard-7", [ObjectMetadata.FirstSequenceNumber] = "100000000000000000041" };

        var created = await store.TryCreateAsync(SampleObject.Of("media/2026-01-02/41.json", "{\"a\":1}\n", metadata), Token);

        Assert.True(created);
        Assert.Equal("{\"a\":1}\n", await ReadAsync(store, "media/2026-01-02/41.json"));
        var found = await store.FindAsync("media/2026-01-02/41.json", Token);
        Assert.NotNull(found);
        Assert.Equal("media/2026-01-02/41.json", found.Key);
        Assert.Equal(8, found.SizeBytes);
        Assert.Equal(metadata.OrderBy(pair => pair.Key), found.Metadata.OrderBy(pair => pair.Key));
    }

    [Fact]
    public async Task Create_ExistingObject_IsRefusedAndLeavesTheFirst()
    {
        await using var store = await OpenAsync();
        await store.TryCreateAsync(SampleObject.Of("taken.json", "first", Named("one")), Token);

        var created = await store.TryCreateAsync(SampleObject.Of("taken.json", "second, longer", Named("two")), Token);

        Assert.False(created);
        Assert.Equal("first", await ReadAsync(store, "taken.json"));
        var found = await store.FindAsync("taken.json", Token);
        Assert.Equal("one", found?.Metadata[ObjectMetadata.ShardId]);
    }

    [Fact]
    public async Task Create_BytesInSegments_AreJoined()
    {
        await using var store = await OpenAsync();
        var bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);

        await store.TryCreateAsync(SampleObject.Of("large.bin", bytes) with { Content = Segments.Of(bytes, 1, 100_000, 65_536) }, Token);

        await using var stream = await store.ReadAsync("large.bin", Token);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Token);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task Create_NoBytes_ObjectIsEmpty()
    {
        await using var store = await OpenAsync();

        await store.TryCreateAsync(SampleObject.Of("empty.json", ""), Token);

        Assert.Equal(0, (await store.FindAsync("empty.json", Token))?.SizeBytes);
        Assert.Equal("", await ReadAsync(store, "empty.json"));
    }

    [Theory]
    [InlineData("tenant=Zoë/名前/+ &%20?#.json")]
    [InlineData("a//b.json")]
    [InlineData("naïve=100%/a:b,c;d@e!'().json")]
    [InlineData("emoji/\U0001F600.json")]
    public async Task Create_KeyBeyondAscii_IsFoundAndListedAsWritten(string key)
    {
        await using var store = await OpenAsync();

        await store.TryCreateAsync(SampleObject.Of(key, "x"), Token);

        Assert.Equal(key, (await store.FindAsync(key, Token))?.Key);
        Assert.Equal("x", await ReadAsync(store, key));
        Assert.Equal([new ListedObject(key, 1)], await ListAsync(store, ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a.json")]
    [InlineData("a/../b.json")]
    [InlineData("./a.json")]
    [InlineData("a/..")]
    [InlineData("a\u0001b.json")]
    public async Task Create_KeyThatWouldMeanAnotherObject_IsRefused(string key)
    {
        await using var store = await OpenAsync();

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.TryCreateAsync(SampleObject.Of(key, "x"), Token));

        Assert.Contains("cannot name an object", exception.Message, StringComparison.Ordinal);
        Assert.Empty(await ListAsync(store, ""));
    }

    [Fact]
    public async Task Create_KeyWithHalfACharacter_IsRefused()
    {
        await using var store = await OpenAsync();

        await Assert.ThrowsAsync<ObjectStoreException>(() => store.TryCreateAsync(SampleObject.Of("half" + '\uD83D', "x"), Token));
    }

    [Fact]
    public async Task Create_KeyOfMostBytes_IsTakenAndOneMoreIsNot()
    {
        await using var store = await OpenAsync();
        var longest = string.Concat(Enumerable.Repeat(new string('a', 100) + "/", 10)) + new string('é', 7);

        Assert.True(await store.TryCreateAsync(SampleObject.Of(longest, "x"), Token));
        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.TryCreateAsync(SampleObject.Of(longest + "x", "x"), Token));

        Assert.Contains("1025 bytes of UTF-8", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NothingThere_IsNull()
    {
        await using var store = await OpenAsync();
        await store.TryCreateAsync(SampleObject.Of("folder/a.json", "x"), Token);

        Assert.Null(await store.FindAsync("b.json", Token));
        Assert.Null(await store.FindAsync("folder", Token));
    }

    [Fact]
    public async Task Read_NothingThere_SaysSo()
    {
        await using var store = await OpenAsync();

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.ReadAsync("nobody.json", Token));

        Assert.Contains("nobody.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Prefix_GivesItsKeysInByteOrder()
    {
        await using var store = await OpenAsync();
        string[] keys = ["p/b.json", "p/a/z.json", "p/a.json", "p/\uFF5E.json", "p/\U0001F600.json", "p-other.json", "q.json", "p/a0.json"];
        foreach (var key in keys)
        {
            await store.TryCreateAsync(SampleObject.Of(key, "x"), Token);
        }

        var listed = await ListAsync(store, "p/");

        Assert.Equal(["p/a.json", "p/a/z.json", "p/a0.json", "p/b.json", "p/\uFF5E.json", "p/\U0001F600.json"], listed.Select(item => item.Key));
        Assert.Equal(["p/a.json", "p/a/z.json", "p/a0.json"], (await ListAsync(store, "p/a")).Select(item => item.Key));
    }

    [Fact]
    public async Task Check_BucketIsThere_Passes()
    {
        await using var store = await OpenAsync();

        await store.CheckAsync(Token);

        Assert.Empty(await ListAsync(store, ""));
    }

    /// <summary>An empty store of its own.</summary>
    private protected abstract Task<IObjectStore> OpenAsync();

    private protected static async Task<List<ListedObject>> ListAsync(IObjectStore store, string prefix)
    {
        List<ListedObject> listed = [];
        await foreach (var item in store.ListAsync(prefix, Token))
        {
            listed.Add(item);
        }

        return listed;
    }

    private protected static async Task<string> ReadAsync(IObjectStore store, string key)
    {
        using var reader = new StreamReader(await store.ReadAsync(key, Token));
        return await reader.ReadToEndAsync(Token);
    }

    private static Dictionary<string, string> Named(string shard) => new() { [ObjectMetadata.ShardId] = shard };
}
