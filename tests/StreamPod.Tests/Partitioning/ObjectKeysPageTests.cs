using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
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

    public static TheoryData<string, string, string> Endings
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var cells in Rows("endings"))
            {
                rows.Add(cells[0], cells[1], cells[2]);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_NamesTheFolderOfThePage(string record, string folder) => Assert.Equal(folder, FolderOf(record));

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_NamesTheFolderOfThePage(string value, string folder) =>
        Assert.All(
            [$"{{\"newImage\":{{\"valueCells\":{{\"c\":{{\"value\":{value}}}}}}}}}", $"{{\"partitionKeys\":{{\"c\":{value}}}}}"],
            record => Assert.Equal(folder, FolderOf(record)));

    [Theory]
    [MemberData(nameof(Endings))]
    public void Ending_IsThatOfThePage(string template, string formatAndCompression, string key)
    {
        var words = formatAndCompression.Split(' ');
        var file = ObjectFormats.FileOf(Enum.Parse<ObjectFormat>(words[0]), Enum.Parse<ObjectCompression>(words[1]));

        var naming = new ObjectNaming(file.TemplateOf(KeyTemplate.Parse(template)), "", WireRecord.Stream, WireRecord.Shard, file.Ending);

        Assert.Equal(key, naming.PartitionOf(WireRecord.Of("{}")).KeyOf(SequenceNumber.Parse("7"), SequenceNumber.Parse("7")));
    }

    [Fact]
    public void Tables_HaveManyRows() => Assert.True(Table("records").Count >= 10 && Table("values").Count >= 40 && Endings.Count >= 10);

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
        foreach (var cells in Rows(name))
        {
            rows.Add(cells[0], cells[1]);
        }

        return rows;
    }

    private static IEnumerable<string[]> Rows(string name) => Page
        .SkipWhile(line => line != $"<!-- {name}: begin -->").Skip(3).TakeWhile(line => line != $"<!-- {name}: end -->")
        .Select(line => line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim('`')).ToArray());
}
