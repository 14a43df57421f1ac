using System.Buffers.Binary;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Avro;

/// <summary>Rows in Avro's binary encoding, one after the other in a block. A row that is dropped takes the block back to its mark.</summary>
internal sealed class AvroRowSink(PooledArray<byte> block) : IRowSink
{
    private const byte NullBranch = 0;
    private const byte ValueBranch = 2;

    private int _mark;

    /// <summary>Whole rows in the block.</summary>
    public int Rows { get; private set; }

    public void BeginRow() => _mark = block.Count;

    public void EndRow() => Rows++;

    public void DropRow() => block.Rewind(_mark);

    /// <summary>Begins the next block.</summary>
    public void Clear()
    {
        block.Clear();
        (Rows, _mark) = (0, 0);
    }

    public void Null(RowField field)
    {
        if (field.Field.IsRequired)
        {
            throw new ArgumentException($"{field} is never null.", nameof(field));
        }

        block.Add(NullBranch);
    }

    public void Boolean(RowField field, bool value)
    {
        Present(field);
        block.Add(value ? (byte)1 : (byte)0);
    }

    public void Int32(RowField field, int value)
    {
        Present(field);
        AvroNumber.Write(block, (long)value);
    }

    public void Int64(RowField field, long value)
    {
        Present(field);
        AvroNumber.Write(block, value);
    }

    public void Float(RowField field, float value)
    {
        Present(field);
        BinaryPrimitives.WriteSingleLittleEndian(block.GetSpan(sizeof(float)), value);
        block.Advance(sizeof(float));
    }

    public void Double(RowField field, double value)
    {
        Present(field);
        BinaryPrimitives.WriteDoubleLittleEndian(block.GetSpan(sizeof(double)), value);
        block.Advance(sizeof(double));
    }

    public void String(RowField field, ReadOnlySpan<byte> value) => Bytes(field, value);

    public void Bytes(RowField field, ReadOnlySpan<byte> value)
    {
        Present(field);
        AvroNumber.Write(block, (long)value.Length);
        block.Add(value);
    }

    public void Uuid(RowField field, ReadOnlySpan<byte> value)
    {
        Present(field);
        block.Add(value);
    }

    public void Decimal(RowField field, Int128 unscaled)
    {
        Present(field);
        AvroNumber.Write(block, unscaled);
    }

    public void BeginStruct(RowField field) => Present(field);

    public void EndStruct(RowField field)
    {
    }

    public void BeginList(RowField field, int count)
    {
        Present(field);
        if (count > 0)
        {
            AvroNumber.Write(block, (long)count);
        }
    }

    public void BeginItem(RowField field)
    {
    }

    public void EndList(RowField field) => AvroNumber.Write(block, 0L);

    private void Present(RowField field)
    {
        if (!field.Field.IsRequired)
        {
            block.Add(ValueBranch);
        }
    }
}
