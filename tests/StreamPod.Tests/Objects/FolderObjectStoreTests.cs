using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Objects.Folders;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>The folder store keeps the contract, has one winner, and finishes what a crash left.</summary>
public sealed class FolderObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Create_SimpleKey_FileLiesUnderItAndNothingStaysStaged()
    {
        await using var store = Open();

        await store.TryCreateAsync(SampleObject.Of("media/2026-01-02/41.json", "{}\n"), Token);

        Assert.Equal("{}\n", await File.ReadAllTextAsync(_folder.PathOf("data", "media", "2026-01-02", "41.json"), Token));
        Assert.Empty(Directory.EnumerateFiles(_folder.PathOf("data", ".staging")));
    }

    [Fact]
    public async Task Create_SameKeyByManyStores_OneWinsWithItsOwnMetadata()
    {
        for (var round = 0; round < 20; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => CreateAsync(number, $"round/{round}.json", seed: (round * 8) + number)));

            var winner = Assert.Single(results.Index(), result => result.Item).Index;
            await using var store = Open();
            Assert.Equal($"bytes of {winner}", await ReadAsync(store, $"round/{round}.json"));
            Assert.Equal($"{winner}", (await store.FindAsync($"round/{round}.json", Token))?.Metadata[ObjectMetadata.ShardId]);
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.PathOf("data", ".staging")));
    }

    [Theory]
    [InlineData("find")]
    [InlineData("list")]
    [InlineData("read")]
    [InlineData("create")]
    public async Task CrashAfterTheDecision_AnyVisit_FinishesTheObject(string visit)
    {
        await using var store = Open();
        await CrashAfterTheDecisionAsync("a/b.json", "promised");

        var found = visit switch
        {
            "find" => (await store.FindAsync("a/b.json", Token))?.SizeBytes == 8,
            "list" => (await ListAsync(store, "")).SequenceEqual([new ListedObject("a/b.json", 8)]),
            "read" => await ReadAsync(store, "a/b.json") == "promised",
            _ => !await store.TryCreateAsync(SampleObject.Of("a/b.json", "another"), Token),
        };

        Assert.True(found);
        Assert.Equal("promised", await File.ReadAllTextAsync(_folder.PathOf("data", "a", "b.json"), Token));
        Assert.Empty(Directory.EnumerateFiles(_folder.PathOf("data", ".staging")));
    }

    [Fact]
    public async Task CrashBeforeTheDecision_KeyIsFree()
    {
        await using var store = Open();
        Directory.CreateDirectory(_folder.PathOf("data", ".staging"));
        await File.WriteAllTextAsync(_folder.PathOf("data", ".staging", "dead.object"), "half", Token);
        await File.WriteAllTextAsync(_folder.PathOf("data", ".staging", "dead.sidecar"), "{\"token\":\"dead\",\"ke", Token);

        Assert.Empty(await ListAsync(store, ""));
        Assert.True(await store.TryCreateAsync(SampleObject.Of("a.json", "x"), Token));
    }

    [Fact]
    public async Task Create_FileOfAnotherProgram_IsRefusedAndHasNoMetadata()
    {
        await using var store = Open();
        Directory.CreateDirectory(_folder.PathOf("data"));
        await File.WriteAllTextAsync(_folder.PathOf("data", "a.json"), "foreign", Token);

        Assert.False(await store.TryCreateAsync(SampleObject.Of("a.json", "x"), Token));

        Assert.Empty((await store.FindAsync("a.json", Token))!.Metadata); // the refusal says it is there
        Assert.Equal("foreign", await ReadAsync(store, "a.json"));
    }

    [Fact]
    public async Task FileOfAnotherProgramAppearsAfterTheDecision_IsNotTakenForTheObject()
    {
        await using var store = Open();
        await CrashAfterTheDecisionAsync("a/b.json", "promised");
        await File.WriteAllTextAsync(_folder.PathOf("data", "a", "b.json"), "foreign!", Token);

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.FindAsync("a/b.json", Token));

        Assert.Contains("put there by another program", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ObjectDeletedByHand_SaysSo()
    {
        await using var store = Open();
        await store.TryCreateAsync(SampleObject.Of("a.json", "x"), Token);
        File.Delete(_folder.PathOf("data", "a.json"));

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.FindAsync("a.json", Token));

        Assert.Contains("is gone now", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    public async Task Create_ObjectAndFolderOfOneName_SaysSo(string first, string second)
    {
        await using var store = Open();
        await store.TryCreateAsync(SampleObject.Of(first, "x"), Token);

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.TryCreateAsync(SampleObject.Of(second, "x"), Token));

        Assert.Contains("cannot share a name", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_NamesWithDotsAndPercents_StayInsideAndApart()
    {
        await using var store = Open();
        string[] keys = [".metadata/a", ".staging/a", "%2Emetadata/a", "..a/b", "%/a", "/a".Insert(0, "x/"), "x%2Fa"];
        foreach (var key in keys)
        {
            Assert.True(await store.TryCreateAsync(SampleObject.Of(key, key), Token));
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), (await ListAsync(store, "")).Select(item => item.Key));
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Check_NoFolder_SaysSo()
    {
        await using var store = new FolderObjectStore(new Random(1), new Uri(_folder.PathOf("absent")), "data");

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.CheckAsync(Token));

        Assert.Contains("absent does not exist", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectStoreException>(() => store.TryCreateAsync(SampleObject.Of("a", "x"), Token));
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("..")]
    [InlineData("")]
    public void Open_BucketOutsideTheFolder_IsRefused(string bucket) =>
        Assert.Throws<ObjectStoreException>(() => new FolderObjectStore(new Random(1), _folder.Uri, bucket));

    private protected override Task<IObjectStore> OpenAsync() => Task.FromResult<IObjectStore>(Open());

    private FolderObjectStore Open(int seed = 1) => new(new Random(seed), _folder.Uri, "data");

    private async Task<bool> CreateAsync(int number, string key, int seed)
    {
        await using var store = Open(seed);
        return await store.TryCreateAsync(SampleObject.Of(key, $"bytes of {number}", new Dictionary<string, string> { [ObjectMetadata.ShardId] = $"{number}" }), Token);
    }

    /// <summary>The state a power failure leaves between the two links: sidecar named, object still staged.</summary>
    private async Task CrashAfterTheDecisionAsync(string key, string text)
    {
        await using var store = Open(seed: 99);
        await store.TryCreateAsync(SampleObject.Of(key, text), Token);
        var sidecar = _folder.PathOf(["data", ".metadata", .. key.Split('/')]);
        using var document = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(sidecar, Token));
        var token = document.RootElement.GetProperty("token").GetString();
        File.Move(_folder.PathOf(["data", .. key.Split('/')]), _folder.PathOf("data", ".staging", $"{token}.object"));
        File.Copy(sidecar, _folder.PathOf("data", ".staging", $"{token}.sidecar"));
    }
}
