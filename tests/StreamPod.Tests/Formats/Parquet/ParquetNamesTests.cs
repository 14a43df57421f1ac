using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Parquet;

public sealed class ParquetNamesTests
{
    private static readonly FieldType Number = FieldType.Of(FieldKind.Int32);

    [Fact]
    public void ProblemsOf_OrdinaryNames_AreNone() => Assert.Empty(ParquetNames.ProblemsOf(new RowSchema("t", [new Field("a", Number), new Field("a.b ä", FieldType.Struct(new Field("A", Number)))])));

    [Fact]
    public void ProblemsOf_DifferingInCaseInsideAColumn_NamesThePlace() => Assert.Equal(
        ["'Zip' and 'zip' of 'home.element' differ in case alone, and Athena and Spark tell no columns of Parquet apart by case: write Avro or JsonLines."],
        ParquetNames.ProblemsOf(new RowSchema("t", [new Field("home", FieldType.List(FieldType.Struct(new Field("Zip", Number), new Field("street", Number), new Field("zip", Number))))])));

    [Fact]
    public void ProblemsOf_NoFieldsOrNames_SaysSo() => Assert.Equal(
        [
            "the field 2 of the row has no name that Parquet takes: it is empty, or holds a NUL.",
            "the field 3 of the row has no name that Parquet takes: it is empty, or holds a NUL.",
            "'a' has no fields, and Parquet has no struct without fields.",
        ],
        ParquetNames.ProblemsOf(new RowSchema("t", [new Field("a", FieldType.Struct()), new Field("", Number), new Field("x\0", Number)])));
}
