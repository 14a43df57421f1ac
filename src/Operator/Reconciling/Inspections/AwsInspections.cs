using KeyspacesStreamer.Operator.Reconciling.Stages;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>Looks at everything in AWS that a stream names, side by side, so that all that is wrong is told at once.</summary>
internal sealed class AwsInspections(TimeProvider clock, StreamWorld world, AwsParts aws, ReconcileDefaults defaults, IReconcileObserver observer)
{
    private readonly StreamInspection _stream = new(aws.Streams, observer);
    private readonly CheckpointTableInspection _table = new(world, aws.Tables, defaults, observer);
    private readonly DestinationInspection _bucket = new(aws.Buckets, observer);
    private readonly PodImageInspection _image = new(aws.Images, defaults, observer);
    private readonly LeaseInspection _leases = new(clock, aws.Tables, observer);
    private readonly ColumnInspection _columns = new(aws.Streams, observer);
    private readonly SchemaInspection _schema = new(world, aws.Streams, observer);

    /// <param name="context">The stream that is reconciled.</param>
    /// <param name="addresses">Where everything is; null when the spec cannot be followed, and then the image alone is looked at.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<AwsResult> RunAsync(ReconcileContext context, StreamAddresses? addresses, CancellationToken cancellationToken)
    {
        if (addresses is null)
        {
            return Of(new AwsResult { Image = await _image.RunAsync(context, cancellationToken) });
        }

        var stream = _stream.RunAsync(context, addresses.Source, cancellationToken);
        var table = _table.RunAsync(context, addresses.Checkpoint, cancellationToken);
        var bucket = _bucket.RunAsync(context, addresses.Bucket, cancellationToken);
        var image = _image.RunAsync(context, cancellationToken);
        var leases = _leases.RunAsync(context, addresses.Checkpoint, cancellationToken);
        var columns = _columns.RunAsync(context, addresses.Source, cancellationToken);
        var schema = _schema.RunAsync(context, addresses.Source, cancellationToken);
        await Task.WhenAll(stream, table, bucket, image, leases, columns, schema);
        return Of(new AwsResult
        {
            Stream = await stream, Table = await table, Bucket = await bucket, Image = await image, Leases = await leases, Columns = await columns, Schema = await schema,
        });
    }

    private static AwsResult Of(AwsResult found)
    {
        StageResult[] all = [found.Stream, found.Table, found.Bucket, found.Image, found.Leases, found.Columns, found.Schema];
        return found with { RequeueAfter = StageResult.Soonest(all), Events = [.. all.SelectMany(one => one.Events)] };
    }
}
