using System.Text.Json;
using KeyspacesStreamer.AwsAccess.Tables;
using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.AwsAccess.Tests.Tables;

/// <summary>Columns as GetTable may tell them.</summary>
public sealed class TableAnswerTests
{
    [Theory]
    [InlineData("""{"allColumns":[{"name":"title","type":"text"},{"name":"seq","type":"int"},{"name":"id","type":"uuid"},{"name":"owner","type":"text"}],"partitionKeys":[{"name":"id"}],"clusteringKeys":[{"name":"seq","orderBy":"DESC"}],"staticColumns":[{"name":"owner"}]}""", "id uuid PartitionKey, seq int ClusteringKey, owner text Static, title text Regular")]
    [InlineData("""{"allColumns":[{"name":"b","type":"int"},{"name":"a","type":"int"}],"partitionKeys":[{"name":"b"},{"name":"a"}]}""", "b int PartitionKey, a int PartitionKey")]
    [InlineData("""{"allColumns":[{"name":"title","type":"text"}],"partitionKeys":[{"name":"id"}],"staticColumns":[{"name":"owner"}]}""", "id untold PartitionKey, owner untold Static, title text Regular")]
    [InlineData("""{"allColumns":[{"name":"id"},{"name":"id","type":"int"},{"name":"id","type":"text"},{"name":7,"type":"int"},{"name":"","type":"int"},"x",null],"partitionKeys":[{"name":"id","type":""}]}""", "id int PartitionKey")]
    [InlineData("""{"allColumns":{},"partitionKeys":"id"}""", "")]
    [InlineData("null", "")]
    public void ColumnsOf_AnAnswer_JoinsTypesByName(string schema, string expected)
    {
        var columns = TableAnswer.ColumnsOf(JsonElement.Parse($$"""{"schemaDefinition":{{schema}}}"""));

        Assert.Equal(expected, string.Join(", ", columns.Select(column => $"{column.Name} {column.Type} {column.Kind}")));
    }

    [Fact]
    public void InputOf_ATypeWithCapitals_HasItsNameInQuotes()
    {
        Assert.Equal("""{"keyspaceName":"shop","typeName":"address"}""", TypeAnswer.InputOf("shop", "address").ToJsonString());
        Assert.Equal("\"Postal \"\"address\"\"\"", (string?)TypeAnswer.InputOf("shop", "Postal \"address\"")["typeName"]);
    }

    [Fact]
    public async Task SchemaOf_TypesThatUseEachOther_AsksForEachOnce()
    {
        var asked = new List<string>();
        var types = new Dictionary<string, string> { ["a"] = "frozen<B>", ["b"] = "frozen<tuple<a, frozen<b>, \"C\">>", ["C"] = "int" };

        var schema = await UserTypeSearch.SchemaOfAsync(
            [Column("one", "map<text, frozen<a>>"), Column("two", "list<frozen<a>>"), Column("gone", "nobody"), Column("odd", "vector<int, 3>"), Column("id", TableAnswer.UntoldType)],
            (name, _) =>
            {
                asked.Add(name);
                return Task.FromResult(types.TryGetValue(name, out var field) ? new UserType { Name = name, Fields = [new UserTypeField { Name = "f", Type = field }] } : null);
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(["a", "nobody", "b", "C"], asked);
        Assert.Equal(["C", "a", "b"], schema.Types.Select(type => type.Name));
        Assert.Equal(["gone", "id", "odd", "one", "two"], schema.Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task SchemaOf_TypesWithoutEnd_AreAskedForAsOftenAsAKeyspaceHasSome()
    {
        var asked = 0;

        await UserTypeSearch.SchemaOfAsync(
            [Column("one", "t0")], (name, _) => Task.FromResult<UserType?>(new UserType { Name = name, Fields = [new UserTypeField { Name = "f", Type = $"t{++asked}" }] }), TestContext.Current.CancellationToken);

        Assert.Equal(UserTypeSearch.Most, asked);
    }

    private static SchemaColumn Column(string name, string type) => new() { Name = name, Type = type };
}
