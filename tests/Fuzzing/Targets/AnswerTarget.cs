using System.Text.Json;
using Amazon.KeyspacesStreams.Model;
using Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>The bodies of the service's other answers and of its errors: refused as JSON, or read.</summary>
internal sealed class AnswerTarget : IFuzzTarget
{
    public string Name => "answer";

    public IReadOnlyList<string> Words { get; } =
    [
        "\"streamArn\":\"a\"", "\"shards\":[", "\"shardId\":\"a\"", "\"parentShardIds\":[", "\"sequenceNumberRange\":{", "\"nextToken\":\"a\"", "\"creationRequestDateTime\":1e300", "\"streams\":[", "\"shardIterator\":\"a\"", "\"errorCode\":\"a\"",
        "\"changeRecords\":[", "\"newImage\":{", "\"valueCells\":{", "\"value\":{\"blobT\":\"!\"}", "\"createdAt\":\"9999-12-31T23:59:59Z\"", "null", "\\ud800",
    ];

    public void Check(ReadOnlySpan<byte> input)
    {
        var stream = Read<GetStreamResponse>(input, GetStreamResponseShape.Read);
        BrokenInvariantException.Unless(stream?.Shards is not { } shards || shards.TrueForAll(shard => shard is not null), "A shard is null.");
        Read<GetRecordsResponse>(input, GetRecordsResponseShape.Read);
        Read<GetShardIteratorResponse>(input, GetShardIteratorResponseShape.Read);
        Read<ListStreamsResponse>(input, ListStreamsResponseShape.Read);
        ErrorBody.ErrorCodeIn(input);
    }

    private static TResponse? Read<TResponse>(ReadOnlySpan<byte> input, ShapeReader<TResponse> read)
        where TResponse : class, new()
    {
        try
        {
            return ResponseBody.Read(input, read);
        }
        catch (JsonException)
        {
            // The SDK makes of it an answer that cannot be read.
            return null;
        }
    }
}
