using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Parquet;

public sealed class ParquetFieldIdsTests
{
    private static readonly FieldType Number = FieldType.Of(FieldKind.Int32);

    // What is in files stays there: these numbers may never change.
    [Fact]
    public void Of_KnownPaths_AreTheNumbersOfEarlierFiles()
    {
        var schema = new RowSchema("t", [new Field("id", Number), new Field("tags", FieldType.List(FieldType.Struct(new Field("a", Number))))]);

        Assert.Equal([0, 627131889, 395063379, 417178220, 518523695], ParquetFieldIds.Of(schema));
    }

    [Fact]
    public void Of_OtherFieldsAndAnotherOrder_KeepsTheNumbers()
    {
        var before = new RowSchema("t", [new Field("a", Number), new Field("b", FieldType.List(Number))]);
        var after = new RowSchema("renamed", [new Field("b", FieldType.List(FieldType.Of(FieldKind.Int64))), new Field("new", Number), new Field("a", Number)]);

        var (old, young) = (ParquetFieldIds.Of(before), ParquetFieldIds.Of(after));

        Assert.Equal([old[1], old[2], old[3]], [young[4], young[1], young[2]]);
    }

    [Fact]
    public void Of_NamesWithDots_AreNotPaths()
    {
        var numbers = ParquetFieldIds.Of(new RowSchema("t", [new Field("a.b", Number), new Field("a", FieldType.Struct(new Field("b", Number)))]));

        Assert.NotEqual(numbers[1], numbers[3]);
    }

    // So many paths that some of them have the same hash.
    [Fact]
    public void Of_SameHashes_AreToldAndStayInRange()
    {
        var numbers = ParquetFieldIds.Of(new RowSchema("t", [.. Enumerable.Range(0, 200_000).Select(index => new Field($"c{index}", Number))]));

        Assert.Equal(200_000, numbers.Skip(1).Distinct().Count());
        Assert.All(numbers.Skip(1), number => Assert.InRange(number, 1, int.MaxValue - 200));
    }
}
