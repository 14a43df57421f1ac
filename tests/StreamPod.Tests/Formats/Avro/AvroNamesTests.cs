using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Avro;

public sealed class AvroNamesTests
{
    private static readonly FieldType Number = FieldType.Of(FieldKind.Int32);

    [Theory]
    [InlineData("plain_Name1", "plain_Name1")]
    [InlineData("a b", "a_u0020b")]
    [InlineData("1st", "_u0031st")]
    [InlineData("ä", "_u00e4")]
    [InlineData("😀", "_ud83d_ude00")]
    [InlineData("a.b-c", "a_u002eb_u002dc")]
    [InlineData("", "_")]
    public void Escaped_IsANameOfAvro(string name, string escaped) => Assert.Equal(escaped, AvroNames.Escaped(name));

    [Fact]
    public void OfField_EscapedNameThatIsTaken_GivesWay()
    {
        var schema = new RowSchema("t", [new Field("a b", Number), new Field("a_u0020b", Number), new Field("a_u0020b_2", Number)]);
        var names = new AvroNames(schema);

        Assert.Equal(["a_u0020b_3", "a_u0020b", "a_u0020b_2"], schema.Row.Children.Select(names.OfField));
    }

    [Fact]
    public void OfType_PathsThatReadTheSame_AreTold()
    {
        var inner = FieldType.Struct(new Field("n", Number));
        var schema = new RowSchema("t", [new Field("a", FieldType.Struct(new Field("b_c", inner))), new Field("a_b", FieldType.Struct(new Field("c", inner)))]);
        var names = new AvroNames(schema);

        Assert.Equal(["t", "t_a", "t_a_b_c", "t_a_b", "t_a_b_c_2"], schema.All.Where(field => field.Type.Kind == FieldKind.Struct).Select(names.OfType));
    }
}
