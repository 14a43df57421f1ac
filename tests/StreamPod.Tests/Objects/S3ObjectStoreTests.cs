using System.Buffers;
using Amazon.S3.Model;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Objects.S3;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>The S3 store keeps the contract against moto. Exclusivity under races is S3's own promise and not moto's: it is not proved here.</summary>
public sealed class S3ObjectStoreTests(MotoBuckets buckets) : ObjectStoreContract, IClassFixture<MotoBuckets>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_NoBucket_SaysSo()
    {
        SkipWithoutServer();
        await using var store = Open(new DestinationSettings { Bucket = "nobodys-bucket" });

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.CheckAsync(Token));

        Assert.Contains("bucket 'nobodys-bucket' does not exist", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_NoBucket_SaysSo()
    {
        SkipWithoutServer();
        await using var store = Open(new DestinationSettings { Bucket = "nobodys-bucket" });

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.TryCreateAsync(SampleObject.Of("k", "x"), Token));

        Assert.Contains("Create it in us-east-1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithStorageSettings_ObjectStandsUnderThem()
    {
        SkipWithoutServer();
        var destination = new DestinationSettings
        {
            Bucket = await buckets.CreateAsync(Token),
            StorageClass = "STANDARD_IA",
            Encryption = new EncryptionSettings { Type = "AES256" },
            Tags = new Dictionary<string, string> { ["team"] = "media + ops" },
        };
        await using var store = Open(destination);
        var output = new ArrayBufferWriter<byte>();
        var draft = SampleDraft.Of("a.json.gz") with { Compression = ObjectCompression.Gzip };
        ObjectSealing.Compress(draft, output);

        await store.TryCreateAsync(ObjectSealing.Seal(draft, new ReadOnlySequence<byte>(output.WrittenMemory)), Token);

        using var client = buckets.Client();
        var head = await client.GetObjectMetadataAsync(destination.Bucket, "a.json.gz", Token);
        Assert.Equal("STANDARD_IA", head.StorageClass?.Value);
        Assert.Equal("AES256", head.ServerSideEncryptionMethod?.Value);
        Assert.Equal("application/x-ndjson", head.Headers.ContentType);
        Assert.Equal("gzip", head.Headers.ContentEncoding);
        Assert.Equal(output.WrittenCount, head.ContentLength);
        var tags = await client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = destination.Bucket, Key = "a.json.gz" }, Token);
        Assert.Equal("media + ops", Assert.Single(tags.Tagging).Value);
    }

    [Theory]
    [InlineData(ObjectCompression.None, "", "application/x-ndjson")]
    [InlineData(ObjectCompression.Gzip, "gzip", "application/x-ndjson")]
    [InlineData(ObjectCompression.GzipFile, "", "application/gzip")]
    public async Task Create_AnyCompression_StoresItsHeadersAloneAndTheBytesAsSealed(object compression, string encoding, string type)
    {
        SkipWithoutServer();
        var destination = new DestinationSettings { Bucket = await buckets.CreateAsync(Token) };
        await using var store = Open(destination);
        var output = new ArrayBufferWriter<byte>();
        var draft = SampleDraft.Of("a") with { Compression = (ObjectCompression)compression };
        ObjectSealing.Compress(draft, output);

        await store.TryCreateAsync(ObjectSealing.Seal(draft, new ReadOnlySequence<byte>(output.WrittenMemory)), Token);

        using var client = buckets.Client();
        var head = await client.GetObjectMetadataAsync(destination.Bucket, "a", Token);
        Assert.Equal((encoding, type), (head.Headers.ContentEncoding ?? "", head.Headers.ContentType));
        using var content = new MemoryStream();
        await (await store.ReadAsync("a", Token)).CopyToAsync(content, Token);
        Assert.Equal(output.WrittenSpan.ToArray(), content.ToArray());
    }

    [Fact]
    public async Task List_MoreThanOnePage_GivesAll()
    {
        SkipWithoutServer();
        var destination = new DestinationSettings { Bucket = await buckets.CreateAsync(Token) };
        await using var store = Open(destination);
        await Parallel.ForEachAsync(Enumerable.Range(0, 1005), Token, async (number, token) => await store.TryCreateAsync(SampleObject.Of($"p/{number:D4}", "x"), token));

        var listed = await ListAsync(store, "p/");

        Assert.Equal(Enumerable.Range(0, 1005).Select(number => $"p/{number:D4}"), listed.Select(item => item.Key));
    }

    private protected override async Task<IObjectStore> OpenAsync()
    {
        SkipWithoutServer();
        return Open(new DestinationSettings { Bucket = await buckets.CreateAsync(Token) });
    }

    private static void SkipWithoutServer()
    {
        if (MotoBuckets.MissingReason is { } reason)
        {
            Assert.Skip(reason);
        }
    }

    private S3ObjectStore Open(DestinationSettings destination) => new(TimeProvider.System, new Random(1), buckets.Client(), destination, TestServers.Region);
}
