using System.Runtime.InteropServices;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Values;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Every column of one record with its value and its metadata, the images and the origin, found in one pass. Kept and used for one record after the other.</summary>
/// <remarks>As strict as the shape <c>Native</c>: a member that the service model knows elsewhere, or a second one of the same name, makes the record unreadable.</remarks>
internal sealed class RecordCells
{
    private readonly List<RecordCell> _cells = [];

    public ReadOnlySpan<RecordCell> Cells => CollectionsMarshal.AsSpan(_cells);

    /// <summary>The string that says who caused the change.</summary>
    public JsonRange Origin { get; private set; }

    public bool HasNewImage { get; private set; }

    public bool HasOldImage { get; private set; }

    /// <summary>Metadata of the row in the new image.</summary>
    public CellTimes NewRow { get; private set; }

    /// <exception cref="UnreadableRecordException">A member is not what the service promises.</exception>
    /// <exception cref="JsonException">The text is not JSON, or nests deeper than 64.</exception>
    public void Read(ReadOnlySpan<byte> json)
    {
        _cells.Clear();
        (Origin, HasNewImage, HasOldImage, NewRow) = (JsonRange.Null, false, false, CellTimes.None);
        var walk = new JsonWalk(json);
        walk.Reader.Read();
        walk.Expect(JsonTokenType.StartObject, "an object");
        for (var seen = 0; walk.Next(ObjectShape.Record, ref seen, out var kind, out var member);)
        {
            ReadMember(ref walk, kind, member);
        }

        walk.Reader.Read();
    }

    private void ReadMember(ref JsonWalk walk, MemberKind kind, string member)
    {
        if (walk.IsNull)
        {
            return;
        }

        switch (kind)
        {
            case MemberKind.Origin:
                Origin = walk.TakeString();
                break;
            case MemberKind.Keys:
                ReadKeys(ref walk, member == "partitionKeys" ? ColumnPlace.PartitionKeys : ColumnPlace.ClusteringKeys);
                break;
            case MemberKind.NewImage:
                HasNewImage = true;
                NewRow = ReadImage(ref walk, ColumnPlace.NewValueCells, ColumnPlace.NewStaticCells);
                break;
            case MemberKind.OldImage:
                HasOldImage = true;
                ReadImage(ref walk, ColumnPlace.OldValueCells, ColumnPlace.OldStaticCells);
                break;
            default:
                walk.Reader.Skip();
                break;
        }
    }

    private void ReadKeys(ref JsonWalk walk, ColumnPlace place)
    {
        walk.Expect(JsonTokenType.StartObject, "an object");
        while (JsonNames.Next(ref walk.Reader))
        {
            var (name, isEscaped) = walk.Name;
            walk.Reader.Read();
            _cells.Add(new RecordCell(place, name, isEscaped, walk.Take(), CellTimes.None));
        }
    }

    private CellTimes ReadImage(ref JsonWalk walk, ColumnPlace values, ColumnPlace statics)
    {
        walk.Expect(JsonTokenType.StartObject, "an object");
        var row = CellTimes.None;
        for (var seen = 0; walk.Next(ObjectShape.Row, ref seen, out var kind, out var member);)
        {
            if (walk.IsNull)
            {
                continue;
            }

            if (kind == MemberKind.Cells)
            {
                ReadCells(ref walk, member == "valueCells" ? values : statics);
            }
            else
            {
                row = walk.TakeTimes();
            }
        }

        return row;
    }

    private void ReadCells(ref JsonWalk walk, ColumnPlace place)
    {
        walk.Expect(JsonTokenType.StartObject, "an object");
        while (JsonNames.Next(ref walk.Reader))
        {
            var (name, isEscaped) = walk.Name;
            walk.Reader.Read();
            var (value, times) = walk.IsNull ? (JsonRange.Null, CellTimes.None) : ReadCell(ref walk);
            _cells.Add(new RecordCell(place, name, isEscaped, value, times));
        }
    }

    private static (JsonRange Value, CellTimes Times) ReadCell(ref JsonWalk walk)
    {
        walk.Expect(JsonTokenType.StartObject, "an object");
        var (value, times) = (JsonRange.Null, CellTimes.None);
        for (var seen = 0; walk.Next(ObjectShape.Cell, ref seen, out var kind, out _);)
        {
            if (walk.IsNull)
            {
                continue;
            }

            if (kind == MemberKind.Value)
            {
                value = walk.Take();
            }
            else
            {
                times = walk.TakeTimes();
            }
        }

        return (value, times);
    }
}
