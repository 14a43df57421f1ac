using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>Finds the stream that the spec asks for, the pinned one or the table's latest.</summary>
internal sealed class StreamInspection(IStreamCatalog catalog, IReconcileObserver observer)
{
    private const string Type = ConditionTypes.StreamResolved;
    private static readonly TimeSpan KeepFound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan KeepMissing = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeepEnabling = TimeSpan.FromSeconds(5);

    private readonly AwsInspector _inspector = new(observer);

    public Task<Inspection<FoundStream>> RunAsync(ReconcileContext context, StreamAddress source, CancellationToken cancellationToken) =>
        context.Stream.Spec.Source.StreamArn is { } arn
            ? _inspector.InspectAsync(context, Pinned(context, new PinnedStream(source, arn)), found => new Inspection<FoundStream> { Found = found, Condition = ResultOf(arn, found) }, judgeFailure: null, cancellationToken)
            : _inspector.InspectAsync(context, Latest(context, source), found => new Inspection<FoundStream> { Found = found.Latest, Condition = ResultOf(source, found) }, judgeFailure: null, cancellationToken);

    private AwsQuestion<PinnedStream, FoundStream?> Pinned(ReconcileContext context, PinnedStream pinned) => new()
    {
        Type = Type,
        Answers = context.State.Pinned,
        Key = pinned,
        Ask = token => catalog.DescribeAsync(pinned.Address, pinned.Arn, token),
        KeepFor = found => KeepTime(found?.State),
    };

    private AwsQuestion<StreamAddress, TableStreams> Latest(ReconcileContext context, StreamAddress source) => new()
    {
        Type = Type,
        Answers = context.State.Latest,
        Key = source,
        Ask = token => catalog.FindLatestAsync(source, token),
        KeepFor = found => KeepTime(found.Latest?.State),
    };

    private static ConditionResult ResultOf(string arn, FoundStream? found) => found is { } stream
        ? OfState(stream) ?? new ConditionResult(Type, true, ConditionReasons.StreamPinned, $"spec.source.streamArn pins {stream.Arn}.")
        : new ConditionResult(Type, false, ConditionReasons.StreamNotFound, $"There is no stream {arn}: it expired 24 hours after CDC was turned off, or never existed. Write another spec.source.streamArn, or leave it out to read the table's latest stream.");

    private static ConditionResult ResultOf(StreamAddress source, TableStreams streams) => (streams.TableExists, streams.Latest) switch
    {
        (_, { } stream) => OfState(stream) ?? new ConditionResult(Type, true, ConditionReasons.StreamFound, $"{stream.Arn} is the latest stream of {source.Keyspace}.{source.Table}."),
        (false, null) => new ConditionResult(Type, false, ConditionReasons.SourceTableNotFound, $"There is no table {source}, or it is not active yet: check spec.source, and the account of the operator's role."),
        (true, null) => new ConditionResult(Type, false, ConditionReasons.CdcDisabled, $"Table {source} has no change stream. Turn CDC on: {TurnOn(source)}"),
        (null, null) => new ConditionResult(Type, false, ConditionReasons.CdcDisabled, $"No change stream of {source} is listed: the table is missing, or CDC is off. Check spec.source, or turn CDC on: {TurnOn(source)}"),
    };

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
