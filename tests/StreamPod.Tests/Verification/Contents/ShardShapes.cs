using System.Buffers;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Tests.Verification.Contents;

/// <summary>Shapes of the same table for several shards as one: records of any of them can stand in one file, which no pod would write.</summary>
internal sealed class ShardShapes(Func<ShardId, IRowShape?> rowsOf, Func<ShardId, IRecordShape?> linesOf) : IRowShape, IRecordShape
{
    private readonly Dictionary<ShardId, (IRowShape? Rows, IRecordShape? Lines)> _shapes = [];

    /// <summary>The shard of the next record.</summary>
    public ShardId Shard { get; set; } = new("shard-a");

    public RowSchema Schema => Current.Rows!.Schema; // asked for where there are rows

    private (IRowShape? Rows, IRecordShape? Lines) Current
    {
        get
        {
            if (!_shapes.TryGetValue(Shard, out var shape))
            {
                _shapes.Add(Shard, shape = (rowsOf(Shard), linesOf(Shard)));
            }

            return shape;
        }
    }

    public void Write(in ChangeRecord record, IRowSink sink) => Current.Rows!.Write(record, sink); // asked for where there are rows

    public void Write(in ChangeRecord record, IBufferWriter<byte> output) => Current.Lines!.Write(record, output); // asked for where there are lines
}
