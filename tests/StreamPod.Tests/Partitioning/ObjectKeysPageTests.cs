using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Tests.Shapes;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Partitioning;

/// <summary>The contract of docs/object-keys.md, row by row.</summary>
public sealed class ObjectKeysPageTests
{
    private const string Refused = "refused";
    private static readonly string[] Page = File.ReadAllLines(RepositoryRoot.PathOf("docs", "object-keys.md"));

    public static TheoryData<string, string> Records => Table("records");

    public static TheoryData<string, string> Values => Table("values");

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_NamesTheFolderOfThePage(string record, string folder) => Assert.Equal(folder, FolderOf(record));

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_NamesTheFolderOfThePage(string value, string folder) =>
        Assert.All(
            [$"{{\"newImage\":{{\"valueCells\":{{\"c\":{{\"value\":{value}}}}}}}}}", $"{{\"partitionKeys\":{{\"c\":{value}}}}}"],
            record => Assert.Equal(folder, FolderOf(record)));

    [Fact]
    public void Tables_HaveManyRows() => Assert.True(Table("records").Count >= 10 && Table("values").Count >= 40);

    private static string FolderOf(string record)
    {
        var naming = new ObjectNaming(KeyTemplate.Parse("{column:c}/{sequenceNumber}"), "", WireRecord.Stream, WireRecord.Shard);
        try
        {
            return naming.PartitionOf(WireRecord.Of(record)).KeyOf(SequenceNumber.Parse("7"), SequenceNumber.Parse("7")).Split('/')[0];
        }
        catch (UnreadableRecordException)
        {
            return Refused;
        }
    }

    private static TheoryData<string, string> Table(string name)
    {
        var rows = new TheoryData<string, string>();
        foreach (var line in Page.SkipWhile(line => line != $"<!-- {name}: begin -->").Skip(3).TakeWhile(line => line != $"<!-- {name}: end -->"))
        {
            var cells = line.Trim('|', ' ').Split(" | ");
            rows.Add(cells[0].Trim('`'), cells[1].Trim('`'));
        }

        return rows;
    }
}
