using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

public sealed class KeyHeadTests
{
    [Theory]
    [InlineData("", "{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json", "media/content/", true)]
    [InlineData("raw/", "{keyspace}/{table}/{yyyy}/{sequenceNumber}.json", "raw/media/content/", true)]
    [InlineData("team1", "{table}/{keyspace}/{sequenceNumber}.json", "team1content/media/", true)]
    [InlineData("team1", "{yyyy}/{keyspace}/{table}/{sequenceNumber}.json", "team1", false)]
    [InlineData("", "{yyyy}/{sequenceNumber}.json", "", false)]
    [InlineData("", "dt={yyyy}/{sequenceNumber}.json", "dt=", false)]
    [InlineData("", "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json", "media/content/", true)]
    [InlineData("", "raw/dt={yyyy}/{table}/{keyspace}/{sequenceNumber}.json", "raw/", false)]
    [InlineData("cdc/", "dt={yyyy}/{sequenceNumber}.json", "cdc/", false)]
    [InlineData("cdc/a-", "{yyyy}/{sequenceNumber}.json", "cdc/a-", false)]
    [InlineData("cdc/a-", "dt={yyyy}/{sequenceNumber}.json", "cdc/a-dt=", false)]
    [InlineData("cdc{table}/", "dt={yyyy}/{sequenceNumber}.json", "cdc{table}/", false)]
    [InlineData("", "{keyspace}/{table}-{yyyy}/{sequenceNumber}.json", "media/content-", true)]
    [InlineData("a/", "{column:keyspace}/{sequenceNumber}.json", "a/", false)]
    [InlineData("a/", "{keyspace}-{table}{shardId}/{sequenceNumber}.json", "a/media-content", true)]
    public void Of_Template_EndsAtItsFirstVariable(string prefix, string template, string expected, bool namesTable)
    {
        Assert.Equal(expected, KeyHead.Of(prefix, template, "media", "content"));
        Assert.Equal(namesTable, KeyHead.NamesTable(template));
    }

    [Theory]
    [InlineData("", "{keyspace}/{table}/dt={yyyy}/{sequenceNumber}.json", "media/content/dt=")]
    [InlineData("", "{keyspace}/{table}/{yyyy}/{sequenceNumber}.json", null)]
    [InlineData("a-", "{keyspace}/{table}-{yyyy}/{sequenceNumber}.json", null)]
    public void EarlierOf_Template_IsLongerWhereTheHeadEndedWithinAName(string prefix, string template, string? earlier)
    {
        Assert.Equal(earlier is not null, KeyHead.IsShorterThanBefore(prefix, template));
        Assert.Equal(earlier ?? KeyHead.Of(prefix, template, "media", "content"), KeyHead.EarlierOf(prefix, template, "media", "content"));
    }

    [Theory]
    [InlineData("team1/", true)]
    [InlineData("team1", false)]
    [InlineData("", false)]
    public void IsClosed_Head_SaysWhetherItEndsWhereAFolderDoes(string head, bool expected) => Assert.Equal(expected, KeyHead.IsClosed(head));
}
