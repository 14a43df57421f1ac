using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>StreamResolved: finds the stream that the spec asks for, the pinned one or the table's latest.</summary>
internal sealed class StreamStep(IStreamCatalog catalog, IReconcileObserver observer) : IReconcileStep
{
    private const string Type = ConditionTypes.StreamResolved;
    private static readonly TimeSpan KeepFound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan KeepMissing = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeepEnabling = TimeSpan.FromSeconds(5);

    public async Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        if (context.Addresses is not { Source: var source } || !context.Holds(ConditionTypes.SpecValid))
        {
            return;
        }

        try
        {
            var result = context.Stream.Spec.Source.StreamArn is { } arn
                ? await PinnedAsync(context, new PinnedStream(source, arn), cancellationToken)
                : await LatestAsync(context, source, cancellationToken);
            context.Set(result);
        }
        catch (AwsCallException problem)
        {
            context.Set(AwsConditions.Of(Type, problem));
        }

        context.RequeueAfter(context.Stream.Spec.Source.StreamArn is null ? context.State.Latest.RetryIn : context.State.Pinned.RetryIn);
    }

    private async Task<ConditionResult> PinnedAsync(ReconcileContext context, PinnedStream pinned, CancellationToken cancellationToken)
    {
        context.Target = await context.State.Pinned.GetAsync(
            pinned,
            token => catalog.DescribeAsync(pinned.Address, pinned.Arn, token),
            found => KeepTime(found?.State),
            problem => observer.AwsFailed(context.Key, Type, problem),
            cancellationToken);
        return context.Target is { } stream
            ? OfState(stream) ?? new ConditionResult(Type, true, ConditionReasons.StreamPinned, $"spec.source.streamArn pins {stream.Arn}.")
            : new ConditionResult(Type, false, ConditionReasons.StreamNotFound, $"There is no stream {pinned.Arn}: it expired 24 hours after CDC was turned off, or never existed. Write another spec.source.streamArn, or leave it out to read the table's latest stream.");
    }

    private async Task<ConditionResult> LatestAsync(ReconcileContext context, StreamAddress source, CancellationToken cancellationToken)
    {
        var streams = await context.State.Latest.GetAsync(
            source,
            token => catalog.FindLatestAsync(source, token),
            found => KeepTime(found.Latest?.State),
            problem => observer.AwsFailed(context.Key, Type, problem),
            cancellationToken);
        context.Target = streams.Latest;
        return (streams.TableExists, streams.Latest) switch
        {
            (_, { } stream) => OfState(stream) ?? new ConditionResult(Type, true, ConditionReasons.StreamFound, $"{stream.Arn} is the latest stream of {source.Keyspace}.{source.Table}."),
            (false, null) => new ConditionResult(Type, false, ConditionReasons.SourceTableNotFound, $"There is no table {source}, or it is not active yet: check spec.source, and the account of the operator's role."),
            (true, null) => new ConditionResult(Type, false, ConditionReasons.CdcDisabled, $"Table {source} has no change stream. Turn CDC on: {TurnOn(source)}"),
            (null, null) => new ConditionResult(Type, false, ConditionReasons.CdcDisabled, $"No change stream of {source} is listed: the table is missing, or CDC is off. Check spec.source, or turn CDC on: {TurnOn(source)}"),
        };
    }

    /// <summary>What a state has to say that the stream's being found does not.</summary>
    private static ConditionResult? OfState(FoundStream stream) => stream.State switch
    {
        StreamState.Enabling => new ConditionResult(Type, false, ConditionReasons.StreamEnabling, $"{stream.Arn} is being created; reading begins as soon as it is enabled."),
        StreamState.Disabling or StreamState.Disabled => new ConditionResult(Type, true, ConditionReasons.StreamDisabled, $"CDC is off: {stream.Arn} gets no more changes, and what it holds is read to its end. Turn CDC on again to go on."),
        StreamState.Enabled => null,
        _ => throw new ArgumentOutOfRangeException(nameof(stream), stream.State, "A state of a stream expected."),
    };

    private static TimeSpan KeepTime(StreamState? state) => state switch
    {
        null => KeepMissing,
        StreamState.Enabling => KeepEnabling,
        _ => KeepFound,
    };

    private static string TurnOn(StreamAddress source) =>
        $"ALTER TABLE {source.Keyspace}.{source.Table} WITH cdc = TRUE AND CUSTOM_PROPERTIES = {{'cdc_specification': {{'view_type': 'NEW_AND_OLD_IMAGES'}}}};";
}
