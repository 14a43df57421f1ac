namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>A kind of wire object whose members are named by the service model, in the order in which they are written.</summary>
internal sealed class ObjectShape(params ShapeMember[] members)
{
    /// <summary>Members of the largest shape.</summary>
    public const int MostMembers = 8;

    // https://docs.aws.amazon.com/keyspaces/latest/StreamsAPIReference/API_Record.html
    public static readonly ObjectShape Record = new(
        new ShapeMember("eventVersion", MemberKind.Text, "null"),
        new ShapeMember("createdAt", MemberKind.CreatedAt, "null"),
        new ShapeMember("origin", MemberKind.Origin, "null"),
        new ShapeMember("partitionKeys", MemberKind.Keys, "{}"),
        new ShapeMember("clusteringKeys", MemberKind.Keys, "{}"),
        new ShapeMember("newImage", MemberKind.NewImage, "null"),
        new ShapeMember("oldImage", MemberKind.OldImage, "null"),
        new ShapeMember("sequenceNumber", MemberKind.SequenceNumber, ""));

    public static readonly ObjectShape Row = new(
        new ShapeMember("valueCells", MemberKind.Cells, "{}"),
        new ShapeMember("staticCells", MemberKind.Cells, "{}"),
        new ShapeMember("rowMetadata", MemberKind.Metadata, "null"));

    public static readonly ObjectShape Cell = new(
        new ShapeMember("value", MemberKind.Value, "null"),
        new ShapeMember("metadata", MemberKind.Metadata, "null"));

    public static readonly ObjectShape MapEntry = new(
        new ShapeMember("key", MemberKind.MapKey, ""),
        new ShapeMember("value", MemberKind.Value, "null"),
        new ShapeMember("metadata", MemberKind.Metadata, "null"));

    public static readonly ObjectShape Metadata = new(
        new ShapeMember("expirationTime", MemberKind.Text, "null"),
        new ShapeMember("writeTime", MemberKind.Text, "null"));

    private static readonly ObjectShape[] All = [Record, Row, Cell, MapEntry, Metadata];

    public ShapeMember[] Members { get; } = members;

    /// <summary>Whether some shape has a member of this name: then it is misplaced elsewhere, not new.</summary>
    public static bool IsKnownName(ReadOnlySpan<byte> name)
    {
        foreach (var shape in All)
        {
            if (shape.IndexOf(name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var index = 0; index < Members.Length; index++)
        {
            if (name.SequenceEqual(Members[index].Name))
            {
                return index;
            }
        }

        return -1;
    }
}
