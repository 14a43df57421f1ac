using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.RawStreams;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>The change stream as the service gives it: listings through the typed client, records through the raw path.</summary>
internal sealed class KeyspacesStreamSource(AmazonKeyspacesStreamsClient client, TableStream stream) : IStreamSource
{
    // Ids have 65 letters at most; a stream with a hundred thousand shards has not been seen.
    private const long MostLetters = 16 * 1024 * 1024;

    private readonly RawRecordReader _records = new(client);

    public TableStream Stream => stream;

    public Task<IReadOnlyList<ShardListing>> ListShardsAsync(CancellationToken cancellationToken) =>
        ListAsync(filter: null, cancellationToken);

    public async Task<IReadOnlyList<ShardListing>> ListChildrenAsync(ShardId parent, CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync(new ShardFilter { Type = ShardFilterType.CHILD_SHARDS, ShardId = parent.Value }, cancellationToken);
        }
        catch (ResourceNotFoundException problem)
        {
            throw new ShardGoneException($"Children of {parent}: {problem.Message}", problem);
        }
    }

    public async Task<string> GetIteratorAsync(ShardId shardId, IteratorStart start, CancellationToken cancellationToken)
    {
        var request = new GetShardIteratorRequest
        {
            StreamArn = stream.Arn,
            ShardId = shardId.Value,
            ShardIteratorType = TypeOf(start.Kind),
            SequenceNumber = start.Number?.Text,
        };
        try
        {
            var response = await AskForLittleAsync("cassandra:GetShardIterator", () => client.GetShardIteratorAsync(request, cancellationToken));
            return response.ShardIterator
                ?? throw new IOException($"GetShardIterator of {shardId} at {start} answered without an iterator.");
        }
        catch (AmazonKeyspacesStreamsException problem) when (Translate(problem, $"{shardId} at {start}") is { } known)
        {
            throw known;
        }
    }

    public async Task<ShardPage> GetRecordsAsync(string iterator, PageRequest ask, CancellationToken cancellationToken)
    {
        try
        {
            return RequireNumbers(await AskAsync("cassandra:GetRecords", () => _records.GetRecordsAsync(iterator, ask.MaxResults, ask.BodyBytes, cancellationToken)));
        }
        catch (AmazonKeyspacesStreamsException problem) when (Translate(problem, "iterator") is { } known)
        {
            throw known;
        }
        catch (MalformedPageException problem) when (problem.Offset == 0)
        {
            // Not even the beginning of a page: something on the way answered in the service's place, as long as that lasts.
            throw new IOException($"The answer is not one of the service: {problem.Message}", problem);
        }
        catch (BodyTooLargeException problem)
        {
            throw new PageTooLargeException(problem.Message, problem);
        }
        catch (MalformedPageException problem)
        {
            throw new DamagedPageException(problem.Message, problem);
        }
    }

    private static RawShardPage RequireNumbers(RawPage page)
    {
        for (var index = 0; index < page.Count; index++)
        {
            var record = page[index];
            if (!record.SequenceNumberIsEscaped && page.Body.Span.Slice(record.SequenceNumberOffset, record.SequenceNumberLength).ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                page.Dispose();
                throw new DamagedPageException($"The page is malformed at byte {record.SequenceNumberOffset}: expected a sequenceNumber of digits, found other text.");
            }
        }

        return new RawShardPage(page);
    }

    private async Task<IReadOnlyList<ShardListing>> ListAsync(ShardFilter? filter, CancellationToken cancellationToken)
    {
        try
        {
            return await ListOnceAsync(filter, cancellationToken);
        }
        catch (ValidationException problem) when (problem.ErrorCode == ValidationExceptionType.ExpiredNextToken)
        {
            throw new IOException($"The listing of {stream.Arn} took longer than its token lives and begins again: {problem.Message}", problem);
        }
    }

    private async Task<IReadOnlyList<ShardListing>> ListOnceAsync(ShardFilter? filter, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ShardListing>(StringComparer.Ordinal);
        var pages = new PageTurns($"the shards of {stream.Arn}");
        var letters = 0L;
        string? token = null;
        do
        {
            var request = new GetStreamRequest { StreamArn = stream.Arn, ShardFilter = filter, NextToken = token };
            var response = await AskForLittleAsync("cassandra:GetStream", () => client.GetStreamAsync(request, cancellationToken));
            if (response.StreamArn != stream.Arn)
            {
                // Required in each answer; without it, somebody else's JSON would pass for a stream without shards.
                throw new IOException($"GetStream of {stream.Arn} answered without the stream's ARN.");
            }

            foreach (var shard in response.Shards ?? [])
            {
                var id = shard.ShardId ?? throw new IOException($"GetStream of {stream.Arn} listed a shard without shardId.");
                var parents = (shard.ParentShardIds ?? []).Select(parent => new ShardId(parent)).ToArray();
                found[id] = new ShardListing(
                    new ShardId(id), parents, shard.SequenceNumberRange?.EndingSequenceNumber is not null);
                letters += id.Length + parents.Sum(parent => (long)parent.Value.Length);
            }

            if (letters > MostLetters)
            {
                throw new IOException($"GetStream of {stream.Arn} listed shards whose ids have more than {MostLetters} letters together, which is more than there can be. Is it the service that answers?");
            }

            token = response.NextToken;
        }
        while (pages.Turn(token));
        return [.. found.Values];
    }

    private Task<T> AskAsync<T>(string action, Func<Task<T>> ask) => new AwsSubject(action, stream.Arn).AskAsync(ask);

    private async Task<T> AskForLittleAsync<T>(string action, Func<Task<T>> ask)
    {
        try
        {
            return await AskAsync(action, ask);
        }
        catch (BodyTooLargeException problem)
        {
            throw new IOException($"The answer is not one of the service: {problem.Message}", problem);
        }
    }

    private static ShardIteratorType TypeOf(IteratorStartKind kind) => kind switch
    {
        IteratorStartKind.TrimHorizon => ShardIteratorType.TRIM_HORIZON,
        IteratorStartKind.Latest => ShardIteratorType.LATEST,
        IteratorStartKind.AtSequenceNumber => ShardIteratorType.AT_SEQUENCE_NUMBER,
        IteratorStartKind.AfterSequenceNumber => ShardIteratorType.AFTER_SEQUENCE_NUMBER,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such iterator type."),
    };

    private static Exception? Translate(AmazonKeyspacesStreamsException problem, string subject) => problem switch
    {
        ValidationException { ErrorCode: var code } when code == ValidationExceptionType.TrimmedDataAccess =>
            new TrimmedDataException($"{subject}: {problem.Message}", problem),
        ValidationException { ErrorCode: var code } when code == ValidationExceptionType.ExpiredIterator =>
            new ExpiredIteratorException($"{subject}: {problem.Message}", problem),
        ResourceNotFoundException => new ShardGoneException($"{subject}: {problem.Message}", problem),
        _ => null,
    };
}
