using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>Finds the stream to read: the pinned one, or the table's latest.</summary>
internal sealed class StreamResolver(IAmazonKeyspacesStreams client)
{
    /// <exception cref="FatalFaultException">The table has no stream, or the pinned stream is gone or belongs to another table.</exception>
    public async Task<TableStream> ResolveAsync(SourceSettings source, CancellationToken cancellationToken)
    {
        var found = source.StreamArn is { } pinned
            ? await DescribePinnedAsync(pinned, cancellationToken)
            : await FindLatestAsync(source, cancellationToken);
        if (found.KeyspaceName != source.Keyspace || found.TableName != source.Table)
        {
            throw new FatalFaultException(
                $"source.streamArn {found.StreamArn} belongs to table {found.KeyspaceName}.{found.TableName}, but source names {source.Keyspace}.{source.Table}.",
                ExitCodes.InvalidSettings);
        }

        return new TableStream
        {
            Arn = Given(found.StreamArn, "streamArn"),
            Label = Given(found.StreamLabel, "streamLabel"),
            Keyspace = source.Keyspace,
            Table = source.Table,
            ViewType = ViewTypeOf(Given(found.StreamViewType?.Value, "streamViewType")),
            CreatedAt = found.CreationRequestDateTime is { } created ? new DateTimeOffset(created.ToUniversalTime(), TimeSpan.Zero) : null,
        };
    }

    private async Task<GetStreamResponse> DescribePinnedAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            return await DescribeAsync(arn, cancellationToken);
        }
        catch (ResourceNotFoundException problem)
        {
            throw new FatalFaultException($"source.streamArn {arn} does not exist: {problem.Message}", ExitCodes.MissingResource, problem);
        }
    }

    private async Task<GetStreamResponse> FindLatestAsync(SourceSettings source, CancellationToken cancellationToken)
    {
        GetStreamResponse? latest = null;
        foreach (var arn in await ListAsync(source, cancellationToken))
        {
            try
            {
                var stream = await DescribeAsync(arn, cancellationToken);
                latest = latest is null || stream.CreationRequestDateTime > latest.CreationRequestDateTime ? stream : latest;
            }
            catch (ResourceNotFoundException)
            {
                // Deleted between the listing and this look: it cannot be the latest.
            }
        }

        return latest ?? throw new FatalFaultException(
            $"Table {source.Keyspace}.{source.Table} in {source.Region} has no change stream: the table is missing, or CDC is off. "
            + "Enable it with ALTER TABLE … WITH cdc = TRUE.",
            ExitCodes.MissingResource);
    }

    private async Task<IReadOnlyList<string>> ListAsync(SourceSettings source, CancellationToken cancellationToken)
    {
        var arns = new List<string>();
        var pages = new PageTurns($"the streams of {source.Keyspace}.{source.Table}");
        string? token = null;
        do
        {
            var request = new ListStreamsRequest { KeyspaceName = source.Keyspace, TableName = source.Table, NextToken = token };
            var response = await ListPageAsync(request, cancellationToken);
            arns.AddRange((response.Streams ?? []).Select(stream => stream.StreamArn).OfType<string>());
            token = response.NextToken;
        }
        while (pages.Turn(token));
        return arns;
    }

    private async Task<ListStreamsResponse> ListPageAsync(ListStreamsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await new AwsSubject("cassandra:ListStreams", $"{request.KeyspaceName}.{request.TableName}").AskAsync(() => client.ListStreamsAsync(request, cancellationToken));
        }
        catch (ValidationException problem) when (problem.ErrorCode == ValidationExceptionType.ExpiredNextToken)
        {
            throw new IOException($"The listing of streams took longer than its token lives and begins again: {problem.Message}", problem);
        }
    }

    private Task<GetStreamResponse> DescribeAsync(string arn, CancellationToken cancellationToken) =>
        new AwsSubject("cassandra:GetStream", arn).AskAsync(() => client.GetStreamAsync(new GetStreamRequest { StreamArn = arn, MaxResults = 1 }, cancellationToken));

    private static string Given(string? value, string member) =>
        value ?? throw new IOException($"GetStream answered without {member}.");

    private static Records.StreamViewType ViewTypeOf(string viewType) => viewType switch
    {
        "NEW_AND_OLD_IMAGES" => Records.StreamViewType.NewAndOldImages,
        "NEW_IMAGE" => Records.StreamViewType.NewImage,
        "OLD_IMAGE" => Records.StreamViewType.OldImage,
        "KEYS_ONLY" => Records.StreamViewType.KeysOnly,
        var unknown => throw new FatalFaultException($"The stream has view type {unknown}, which this version does not know.", ExitCodes.Unexpected),
    };
}
