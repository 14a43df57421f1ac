using System.Text.Json;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>A stream whose services are stubs, except where another address is given.</summary>
internal sealed class FaultyStream(string name) : IAsyncDisposable
{
    public const string Arn = "arn:aws:cassandra:us-east-1:111122223333:/keyspace/shop/table/faulty/stream/2026-01-02T03:04:05.678";

    /// <summary>The stream that the table had before CDC was turned off and on again.</summary>
    public const string EarlierArn = "arn:aws:cassandra:us-east-1:111122223333:/keyspace/shop/table/faulty/stream/2025-01-02T03:04:05.678";

    public string Name => name;

    public AwsStub Streams { get; } = NewStreams();

    public AwsStub Tables { get; } = new();

    public AwsStub Buckets { get; } = new();

    /// <summary>Where its checkpoint table is.</summary>
    public Uri? TablesEndpoint { get; init; }

    /// <summary>Where its bucket is.</summary>
    public Uri? BucketsEndpoint { get; init; }

    public string Bucket { get; init; } = "keyspaces-data-faulty";

    /// <summary>Whether the spec names the change stream, so that it is looked at and not looked for.</summary>
    public bool IsPinned { get; init; } = true;

    /// <summary>Further members of spec.checkpoint.</summary>
    public string DeletionPolicy { get; init; } = "Retain";

    public string Image { get; init; } = "registry.example/streampod:1.2.3";

    /// <summary>Requests to all its stubs so far.</summary>
    public int Requests => Streams.Requests + Tables.Requests + Buckets.Requests;

    /// <summary>The most requests to its stubs that came within a time, since a moment: as many on a machine that is slow as on another.</summary>
    public int MostWithin(TimeSpan time, DateTimeOffset since)
    {
        var moments = Streams.Moments.Concat(Tables.Moments).Concat(Buckets.Moments).Where(moment => moment >= since).ToList();
        return moments.Select(first => moments.Count(moment => moment >= first && moment - first < time)).DefaultIfEmpty(0).Max();
    }

    public string Manifest => JsonSerializer.Serialize(new
    {
        apiVersion = "keyspaces-streamer.dev/v1alpha1",
        kind = "KeyspacesCdcStream",
        metadata = new { name },
        spec = new
        {
            source = Source(),
            destination = new { bucket = Bucket, prefix = $"{name}/", endpoint = BucketsEndpoint ?? Buckets.Endpoint },
            checkpoint = new { table = $"{name}-leases", endpoint = TablesEndpoint ?? Tables.Endpoint, deletionPolicy = DeletionPolicy },
            pod = new { image = Image },
        },
    });

    /// <summary>From now on everything is in order.</summary>
    public void Mend()
    {
        Streams.Mend();
        Streams.Say("GetStream", Found);
        Tables.Mend();
        Buckets.Mend();
    }

    public async ValueTask DisposeAsync()
    {
        await Streams.DisposeAsync();
        await Tables.DisposeAsync();
        await Buckets.DisposeAsync();
    }

    private static Testing.Objects.S3StubAnswer Found { get; } = AwsStub.Json(
        $$"""{"streamArn":"{{Arn}}","streamLabel":"2026-01-02T03:04:05.678","streamStatus":"ENABLED","streamViewType":"NEW_IMAGE","creationRequestDateTime":1767323045,"keyspaceName":"shop","tableName":"faulty","shards":[]}""");

    private static AwsStub NewStreams()
    {
        var stub = new AwsStub();
        stub.Say("GetStream", Found);
        return stub;
    }

    private Dictionary<string, object> Source()
    {
        var source = new Dictionary<string, object> { ["keyspace"] = "shop", ["table"] = "faulty", ["endpoint"] = Streams.Endpoint };
        if (IsPinned)
        {
            source["streamArn"] = Arn;
        }

        return source;
    }
}
