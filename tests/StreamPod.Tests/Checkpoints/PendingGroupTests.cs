using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Groups.GroupSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Checkpoints;

public sealed class PendingGroupTests
{
    [Fact]
    public void TryRead_OwnBytes_GivesTheSameGroup()
    {
        using var group = GroupOf(Layout with { MaxRecords = 1 }, Record(1), Record(2));
        var pending = PendingGroup.Of(group, Layout with { MaxRecords = 1 }) with { Collisions = [1] };

        var read = PendingGroup.TryRead(pending.ToBytes())!;

        Assert.Equal(pending.ToBytes(), read.ToBytes());
        Assert.Equal((pending.Layout, pending.First, pending.Last, 2, 2), (read.Layout, read.First, read.Last, read.Records, read.Objects));
        Assert.Equal([1], read.Collisions);
        Assert.Equal(group.Objects.Select(item => item.Key), read.Keys);
    }

    [Fact]
    public void Of_ManyObjects_NamesNone()
    {
        using var group = GroupOf(Layout with { MaxRecords = 1 }, [.. Enumerable.Range(1, 17).Select(position => Record(position))]);

        Assert.Empty(PendingGroup.Of(group, Layout).Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0001\u0002")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"version":9}""")]
    [InlineData("""{"\ud800ion":1}""")]
    [InlineData("""{"version":"1","layout":{}}""")]
    public void TryRead_BytesOfAnotherApplication_AreNotAPendingGroup(string text) =>
        Assert.Null(PendingGroup.TryRead(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"version":7,"layout":{}}""", "format 7")]
    [InlineData("""{"version":0,"layout":{}}""", "format 0")]
    [InlineData("""{"version":1,"layout":{}}""", "cannot be read")]
    public void TryRead_NewerOrDamaged_SaysSo(string text, string expected)
    {
        var problem = Assert.Throws<FormatException>(() => PendingGroup.TryRead(System.Text.Encoding.UTF8.GetBytes(text)));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_EveryVersionUpToTheNewest_IsReadWithDefaultsForWhatItsWriterDidNotKnow()
    {
        using var group = GroupOf(Layout, Record(1));
        var written = System.Text.Json.Nodes.JsonNode.Parse(PendingGroup.Of(group, Layout).ToBytes())!;

        var read = Enumerable.Range(1, PendingGroup.NewestVersion).Select(version =>
        {
            written["version"] = version;
            return PendingGroup.TryRead(System.Text.Encoding.UTF8.GetBytes(written.ToJsonString()))!;
        }).ToList();

        Assert.Equal(Enumerable.Range(1, PendingGroup.NewestVersion), read.Select(pending => pending.Version));
        Assert.All(read, pending => Assert.Equal((KeyRules.First, Layout.Hash()), (pending.Layout.KeyRules, pending.Layout.Hash())));
    }

    [Fact]
    public void TryRead_VersionAboveTheNewest_NamesBoth()
    {
        var newer = PendingGroup.NewestVersion + 1;

        var problem = Assert.Throws<FormatException>(() => PendingGroup.TryRead(System.Text.Encoding.UTF8.GetBytes($$"""{"version":{{newer}},"layout":{"unheardOf":1} }""")));

        Assert.Equal(
            $"The pending range was written by a version of this program that writes pending groups in format {newer}; this one knows formats up to {PendingGroup.NewestVersion}. Start the newer version to finish it.",
            problem.Message);
    }

    [Fact]
    public void TryRead_MembersThatNoPodWrites_NamesThemAll()
    {
        const string Text = """
            {"version":1,"first":"LATEST","last":"","records":-1,"bytes":-1,"objects":-1,"keys":[""],"layout":{"prefix":"\n","keyTemplate":"{nope}","format":9,"record":9,
             "recordMetadata":true,"compression":9,"maxRecords":0,"maxBytes":0,"onUnreadableRecord":9,"keyRules":9,"cutBy":9}}
            """;

        var problem = Assert.Throws<FormatException>(() => PendingGroup.TryRead(System.Text.Encoding.UTF8.GetBytes(Text)));

        Assert.All(
            [
                "first must", "last must", "records must", "bytes must", "objects must", "keys must", "layout.prefix must", "layout.keyTemplate unknown variable {nope}", "layout.format", "layout.record ", "layout.compression",
                "layout.maxRecords", "layout.maxBytes", "layout.onUnreadableRecord", "layout.keyRules", "layout.cutBy",
            ],
            part => Assert.Contains(part, problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("collisions")]
    [InlineData("layout")]
    public void TryRead_ANullWhereNoneMayBe_SaysSo(string member)
    {
        var pending = System.Text.Json.Nodes.JsonNode.Parse("""{"version":1,"first":"1","last":"2","records":1,"bytes":1,"objects":1,"keys":["a"],"collisions":[],"layout":{}}""")!;
        pending[member] = null;

        Assert.Throws<FormatException>(() => PendingGroup.TryRead(System.Text.Encoding.UTF8.GetBytes(pending.ToJsonString())));
    }

    [Fact]
    public void Of_GroupWhoseKeysAreThoseOfTheFirstRules_IsPendingInTheFirstVersion()
    {
        var layout = Layout with { KeyTemplate = "{column:text}/{sequenceNumber}.json" };
        using var group = GroupOf(layout, Record(1));

        var pending = PendingGroup.Of(group, layout);

        Assert.Equal((1, KeyRules.First), (pending.Version, pending.Layout.KeyRules));
        Assert.DoesNotContain("keyRules", System.Text.Encoding.UTF8.GetString(pending.ToBytes()), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("__null__")]
    [InlineData("__empty__")]
    [InlineData("1000 letters")]
    public void Of_GroupWithAKeyOfTheSecondRules_IsPendingInTheSecondVersion(string text)
    {
        var layout = Layout with { KeyTemplate = "{column:text}/{sequenceNumber}.json" };
        using var group = GroupOf(layout, Record(1), TextRecord(2, text.Replace("1000 letters", new string('x', 1000), StringComparison.Ordinal)));

        var pending = PendingGroup.Of(group, layout);

        Assert.Equal((2, KeyRules.Second), (pending.Version, pending.Layout.KeyRules));
        Assert.Equal(pending.ToBytes(), PendingGroup.TryRead(pending.ToBytes())!.ToBytes()); // it is one
    }

    [Fact]
    public void Of_GroupWithAQuarantinedRecord_IsPendingInTheThirdVersion()
    {
        var layout = Layout with { OnUnreadableRecord = UnreadableRecordPolicy.Quarantine };
        using var group = GroupOf(layout, Record(1), StreamRecords.Unreadable(2, LeaseSamples.Noon));

        var pending = PendingGroup.Of(group, layout);

        Assert.Equal((3, KeyRules.Third), (pending.Version, pending.Layout.KeyRules));
        Assert.Equal(pending.ToBytes(), PendingGroup.TryRead(pending.ToBytes())!.ToBytes()); // it is one
    }

    [Fact]
    public void Of_GroupWithAQuarantinedRecordUnderAHiveTemplate_IsPendingInTheSixthVersion()
    {
        var layout = Layout with { KeyTemplate = "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json", OnUnreadableRecord = UnreadableRecordPolicy.Quarantine };
        using var group = GroupOf(layout, Record(1), StreamRecords.Unreadable(2, LeaseSamples.Noon));

        var pending = PendingGroup.Of(group, layout);

        Assert.Equal((6, KeyRules.Fourth), (pending.Version, pending.Layout.KeyRules));
        Assert.Equal(pending.ToBytes(), PendingGroup.TryRead(pending.ToBytes())!.ToBytes()); // it is one
    }

    [Fact]
    public void Of_GroupThatBytesCut_IsPendingInTheFourthVersionThatSaysSo()
    {
        var layout = Layout with { MaxBytes = 800 };
        using var group = GroupOf(layout, Record(1, 500), Record(2, 500));

        var pending = PendingGroup.Of(group, layout);

        Assert.Equal((4, CutMeasure.Wire, KeyRules.First), (pending.Version, pending.Layout.CutBy, pending.Layout.KeyRules));
        Assert.Contains("\"cutBy\":\"Wire\"", System.Text.Encoding.UTF8.GetString(pending.ToBytes()), StringComparison.Ordinal);
        Assert.Equal(pending.ToBytes(), PendingGroup.TryRead(pending.ToBytes())!.ToBytes());
    }

    [Fact]
    public void Of_GroupThatNoByteCuts_HasNoWordOfTheFourthVersion()
    {
        using var group = GroupOf(Layout, Record(1), Record(2));

        var pending = PendingGroup.Of(group, Layout);

        Assert.Equal(1, pending.Version);
        Assert.DoesNotContain("cutBy", System.Text.Encoding.UTF8.GetString(pending.ToBytes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CutMeasure.Encoded, 1)]
    [InlineData(CutMeasure.Wire, 4)]
    internal void Adopting_TakesTheMeasureThatCutTheOtherRange(CutMeasure measure, int version)
    {
        using var group = GroupOf(Layout, Record(1));

        var pending = PendingGroup.Adopting(PendingGroup.Of(group, Layout), "9", measure);

        Assert.Equal((version, measure), (pending.Version, pending.Layout.CutBy));
    }

    [Fact]
    public void Adopting_WhereRecordsMayBeQuarantined_TakesTheThirdRules()
    {
        var layout = Layout with { OnUnreadableRecord = UnreadableRecordPolicy.Quarantine };
        using var group = GroupOf(layout, Record(1));

        Assert.Equal(3, PendingGroup.Adopting(PendingGroup.Of(group, layout), "9", CutMeasure.Encoded).Version);
    }

    [Theory]
    [InlineData("{column:text}/{sequenceNumber}.json", 2)]
    [InlineData("{yyyy}/{sequenceNumber}.json", 1)]
    public void Adopting_TakesTheNewestRulesWhereTheyMatter(string template, int version)
    {
        var layout = Layout with { KeyTemplate = template };
        using var group = GroupOf(layout, Record(1));

        Assert.Equal(version, PendingGroup.Adopting(PendingGroup.Of(group, layout), "9", CutMeasure.Encoded).Version);
    }

    private static StreamPod.Records.ChangeRecord TextRecord(int position, string text) =>
        StreamRecords.Of(position, LeaseSamples.Noon, "{\"newImage\":{\"valueCells\":{\"text\":{\"value\":{\"textT\":\"" + text + "\"}}}}}");
}
