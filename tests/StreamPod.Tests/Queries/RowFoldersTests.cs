using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Queries;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Tests.Queries;

/// <summary>What the folders of a key template say.</summary>
public sealed class RowFoldersTests
{
    private static readonly TableStream Stream = new() { Arn = "", Label = "", Keyspace = "ks", Table = "t", ViewType = StreamViewType.NewAndOldImages };

    [Theory]
    [InlineData("{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json", "ks/t/", "${dt}/", "dt Span yyyy-MM-dd DAYS")]
    [InlineData("{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json", "ks/t/", "dt=${dt}/", "dt Span yyyy-MM-dd DAYS")]
    [InlineData("{keyspace}/{table}/day={yyyy}{MM}{dd}/{sequenceNumber}.json", "ks/t/", "day=${day}/", "day Span yyyyMMdd DAYS")]
    [InlineData("{yyyy}/{MM}/{dd}/{HH}/{mm}/{table}/{sequenceNumber}", "", "${dt}/t/", "dt Span yyyy/MM/dd/HH/mm MINUTES")]
    [InlineData("a/{yyyy}/{MM}/b/{dd}/{sequenceNumber}", "a/", "${dt}/b/${day}/", "dt Span yyyy/MM MONTHS, day Number 1-31")]
    [InlineData("a/y{yyyy}/m{MM}/{sequenceNumber}", "a/", "y${dt}/m${month}/", "dt Span yyyy YEARS, month Number 1-12")]
    [InlineData("a/year={yyyy}/month={MM}/day={dd}/hour={HH}/minute={mm}/{sequenceNumber}", "a/", "year=${year}/month=${month}/day=${day}/hour=${hour}/minute=${minute}/", "year Span yyyy YEARS, month Number 1-12, day Number 1-31, hour Number 0-23, minute Number 0-59")]
    [InlineData("a/{dd}-{MM}-{yyyy}.d/{sequenceNumber}", "a/", "${dt}.d/", "dt Span dd-MM-yyyy DAYS")]
    [InlineData("a/{yyyy}-{dd}/{sequenceNumber}", "a/", "${folder}/", "folder Value")]
    [InlineData("a/{yyyy}m{MM}/{sequenceNumber}", "a/", "${folder}/", "folder Value")]
    [InlineData("a/{yyyy}{yyyy}/{sequenceNumber}", "a/", "${folder}/", "folder Value")]
    [InlineData("a/{HH}-{mm}/{column:region}-{dd}/{sequenceNumber}", "a/", "${folder}/${folder_}/", "folder Value, folder_ Value")]
    [InlineData("a/{column:region}/{column:id}/{sequenceNumber}", "a/", "${region}/${id_folder}/", "region Value of region, id_folder Value of id")]
    [InlineData("a/DT={yyyy}/id={column:region}/{sequenceNumber}", "a/", "DT=${dt}/id=${id_folder}/", "dt Span yyyy YEARS, id_folder Value of region")]
    [InlineData("a/{column:9 Lives}/{sequenceNumber}", "a/", "${folder9_lives}/", "folder9_lives Value of 9 Lives")]
    [InlineData("a/{yyyy}/{shardId}/{dd}/{sequenceNumber}", "a/", "${dt}/", "dt Span yyyy YEARS; others")]
    [InlineData("a/{sequenceNumber}/{yyyy}/b", "a/", "", "; others")]
    [InlineData("a/b/{sequenceNumber}.json", "a/b/", "", "")]
    public void Folders_AreColumns(string template, string root, string text, string columns)
    {
        var folders = Of(template);

        Assert.Equal(root, folders.Root);
        Assert.Equal(text, folders.Template);
        Assert.Equal(columns, string.Join(", ", folders.Columns.Select(TextOf)) + (folders.HasOthersBelow ? "; others" : ""));
    }

    [Theory]
    [InlineData("a/dt={yyyy}/{sequenceNumber}", true)]
    [InlineData("a/dt={yyyy}/r={column:region}/{sequenceNumber}", true)]
    [InlineData("a/id={yyyy}/{sequenceNumber}", false)]
    [InlineData("a/dt={yyyy}/{shardId}/{sequenceNumber}", false)]
    [InlineData("a/dt={yyyy}/b/{sequenceNumber}", false)]
    [InlineData("a/dt={yyyy}.x/{sequenceNumber}", false)]
    [InlineData("a/{yyyy}/{sequenceNumber}", false)]
    [InlineData("a/{sequenceNumber}", false)]
    public void Hive_IsWhereEachFolderIsAColumnByItsName(string template, bool isHive) => Assert.Equal(isHive, Of(template).IsHive);

    [Theory]
    [InlineData("a/{yyyy}-{MM}/{sequenceNumber}.json", ".gz", ".json.gz", "[0-9][0-9][0-9][0-9]-[0-9][0-9]/*.json.gz")]
    [InlineData("a/x{column:c}/{sequenceNumber}-part.JSON.GZ", ".gz", ".JSON.GZ", "x*/*.JSON.GZ")]
    [InlineData("a/{column:c}/{shardId}/{sequenceNumber}", "", "", "*/*/*")]
    [InlineData("a/{shardId}/[b]*/{sequenceNumber}.parquet", ".parquet", ".parquet", "*/[[]b][*]/*.parquet")]
    [InlineData("a/{sequenceNumber}-{lastSequenceNumber}.d.avro", ".avro", ".d.avro", "*.d.avro")]
    public void Glob_FindsTheFiles(string template, string ending, string tail, string glob)
    {
        var folders = Of(template, ending);

        Assert.Equal((tail, glob), (folders.Ending, folders.Glob));
    }

    [Theory]
    [InlineData("", "{keyspace}/{table}/{column:c}/{sequenceNumber}.json", "_gaps/ _quarantine/ _schema/")]
    [InlineData("", "a/{shardId}/{sequenceNumber}", "_gaps/ks/t/ _quarantine/ks/t/ _schema/ks/t/")]
    [InlineData("team1", "{column:c}/{keyspace}/{table}/{sequenceNumber}.json", "team1_gaps/ks/t/ team1_quarantine/ks/t/ team1_schema/ks/t/")]
    [InlineData("", "{keyspace}/{table}/c={column:c}/{sequenceNumber}.json", "")]
    [InlineData("", "{keyspace}/{table}/{yyyy}/{column:c}/{sequenceNumber}.json", "")]
    [InlineData("", "{keyspace}/{table}/{column:c}/{sequenceNumber}.jsonl", "")]
    [InlineData("", "{keyspace}/{table}/{sequenceNumber}.json", "")]
    public void FoldersOfOurs_AreKnownWhereTheGlobFindsThem(string prefix, string template, string ours) =>
        Assert.Equal(ours, string.Join(' ', RowFolders.Of(KeyTemplate.Parse(template), prefix, Stream, "", []).Ours));

    [Fact]
    public void Prefix_IsPartOfTheFolders()
    {
        var folders = RowFolders.Of(KeyTemplate.Parse("{yyyy}/{table}/{sequenceNumber}"), "lake/team1", Stream, "", []);

        Assert.Equal(("lake/", "team1${dt}/t/", "team1[0-9][0-9][0-9][0-9]/t/*"), (folders.Root, folders.Template, folders.Glob));
    }

    private static RowFolders Of(string template, string ending = "") => RowFolders.Of(KeyTemplate.Parse(template), "", Stream, ending, ["id"]);

    private static string TextOf(FolderColumn column) => column switch
    {
        { Kind: FolderKind.Span } => $"{column.Name} Span {column.Format} {column.Unit}",
        { Kind: FolderKind.Number } => $"{column.Name} Number {column.Range.Least}-{column.Range.Greatest}",
        _ => $"{column.Name} Value{(column.Column is null ? "" : $" of {column.Column}")}",
    };
}
