using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Tests.Shapes;

namespace KeyspacesStreamer.StreamPod.Tests.Partitioning;

public sealed class ObjectNamingTests
{
    private static readonly SequenceNumber First = SequenceNumber.Parse("111111114000000000000007");
    private static readonly SequenceNumber Last = SequenceNumber.Parse("111111114000000000000009");

    [Fact]
    public void KeyOf_AllVariables_FillsThemIn()
    {
        var naming = Naming("{keyspace}/{table}/{yyyy}-{MM}-{dd}T{HH}{mm}/{shardId}/{sequenceNumber}-{firstSequenceNumber}-{lastSequenceNumber}.json", "raw/");

        var key = naming.PartitionOf(WireRecord.Of("{}", new DateTimeOffset(2026, 1, 3, 1, 7, 59, TimeSpan.FromHours(2)))).KeyOf(First, Last);

        Assert.Equal($"raw/media/media_content/2026-01-02T2307/shard-00000001767397800-abcdef0123/{First}-{First}-{Last}.json", key);
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".zst")]
    [InlineData(".avro")]
    [InlineData(".parquet")]
    public void KeyOf_LongestThatSettingsTake_FitsWithSuffixAndMark(string suffix)
    {
        var longest = SequenceNumber.Parse(new string('9', 48));
        var naming = Naming("{sequenceNumber}", new string('p', 1005 - 48), suffix);

        var key = naming.PartitionOf(WireRecord.Of("{}")).KeyOf(longest, longest, "1a2b3c4d");

        Assert.EndsWith($"-1a2b3c4d{suffix}", key, StringComparison.Ordinal);
        Assert.True(key.Length <= 1024, $"{key.Length} bytes");
    }

    [Theory]
    [InlineData("{sequenceNumber}.json", ".gz", "7.json.gz")]
    [InlineData("{sequenceNumber}.json.gz", ".gz", "7.json.gz")]
    [InlineData("{sequenceNumber}.json", "", "7.json")]
    public void KeyOf_Suffix_IsAppendedOnce(string template, string suffix, string expected)
    {
        var naming = Naming(template, suffix: suffix);

        var key = naming.PartitionOf(WireRecord.Of("{}")).KeyOf(SequenceNumber.Parse("7"), Last);

        Assert.Equal(expected, key);
    }

    [Fact]
    public void KeyOf_WithMark_PutsItBeforeTheExtension() =>
        Assert.Equal("a.b/7-1f2e.json.gz", Naming("a.b/{sequenceNumber}.json", suffix: ".gz").PartitionOf(WireRecord.Of("{}")).KeyOf(SequenceNumber.Parse("7"), Last, "1f2e"));

    [Theory]
    [InlineData("""{"partitionKeys":{"c":{"textT":"p"}},"clusteringKeys":{"c":{"textT":"x"}}}""", "p")]
    [InlineData("""{"newImage":{"valueCells":{"c":{"value":{"textT":"x"}}}},"clusteringKeys":{"c":{"intT":"-5"}}}""", "-5")]
    [InlineData("""{"oldImage":{"valueCells":{"c":{"value":{"textT":"old"}}}},"newImage":{"valueCells":{"c":{"metadata":null,"value":{"textT":"new"}}}}}""", "new")]
    [InlineData("""{"oldImage":{"valueCells":{"c":{"value":{"textT":"old"}}}},"newImage":null}""", "old")]
    [InlineData("""{"newImage":{"staticCells":{"c":{"value":{"boolT":true}}}}}""", "true")]
    [InlineData("""{"oldImage":{"staticCells":{"c":{"value":{"textT":"s"}}}}}""", "s")]
    [InlineData("""{"partitionKeys":{"p":{"intT":"1"}},"newImage":{"staticCells":{"s":{"value":{"textT":"x"}}}}}""", "__null__")]
    [InlineData("""{"partitionKeys":{"p":{"intT":"1"}},"clusteringKeys":{},"newImage":{"staticCells":{"c":{"value":{"textT":"s"}}}}}""", "s")]
    [InlineData("""{"partitionKeys":{"p":{"intT":"1"}},"clusteringKeys":{"c":{"intT":"7"}},"newImage":{"staticCells":{"s":{"value":{"textT":"x"}}}}}""", "7")]
    [InlineData("""{"newImage":{"valueCells":{"d":{"value":{"textT":"x"}}}}}""", "__null__")]
    [InlineData("""{"newImage":{"valueCells":{"c":{"value":null}}},"oldImage":{"valueCells":{"c":{"value":{"textT":"old"}}}}}""", "__null__")]
    [InlineData("""{"partitionKeys":{"c":{"textT":""}}}""", "__empty__")]
    [InlineData("""{"partitionKeys":{"c":{"textT":"a/b c%\u00fc\"Z_.=@:+-"}}}""", "a%2Fb%20c%25%C3%BC%22Z_.=@:+-")]
    [InlineData("""{"partitionKeys":{"c":{"textT":".."}}}""", "%2E%2E")]
    [InlineData("""{"partitionKeys":{"\u0063":{"newT":1.50}}}""", "1.50")]
    public void KeyOf_Column_StandsEncodedInTheKey(string json, string expected)
    {
        var naming = Naming("{column:c}/{sequenceNumber}");

        var key = naming.PartitionOf(WireRecord.Of(json)).KeyOf(First, Last);

        Assert.Equal($"{expected}/{First}", key);
    }

    [Theory]
    [InlineData("""{"newImage":{"valueCells":{"c":{"value":{"listT":[]}}}}}""", "by column 'c' (NewValueCells): expected a scalar")]
    [InlineData("""{"partitionKeys":{"c":[]}}""", "by column 'c' (PartitionKeys): expected a scalar")]
    [InlineData("""{"partitionKeys":{"c":{"textT":"\ud800"}}}""", "by column 'c' (PartitionKeys): expected a scalar")]
    [InlineData("""{"partitionKeys":""", "it is not JSON that can be read")]
    public void PartitionOf_ColumnThatIsNoScalar_IsUnreadable(string json, string problem)
    {
        var fault = Assert.Throws<UnreadableRecordException>(() => Naming("{column:c}/{sequenceNumber}").PartitionOf(WireRecord.Of(json)));

        Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(900, true)]
    [InlineData(1000, false)]
    [InlineData(10000, false)]
    public void PartitionOf_KeyLongerThanS3Takes_WasUnreadableUnderTheFirstRules(int length, bool fits)
    {
        var record = WireRecord.Of("{\"partitionKeys\":{\"c\":{\"textT\":\"" + new string('x', length - 1) + "\\u0061\"}}}");

        var fault = Record.Exception(() => Naming("{column:c}/{sequenceNumber}", rules: KeyRules.First).PartitionOf(record));

        Assert.Equal(fits, fault is null);
        Assert.True(fits || fault is UnreadableRecordException);
    }

    [Theory]
    [InlineData("__null__", "__null__")]
    [InlineData("__empty__", "__empty__")]
    [InlineData("x", "x")]
    public void KeyOf_FirstRules_AreThoseOfTheFirstVersion(string text, string expected)
    {
        var record = WireRecord.Of("{\"partitionKeys\":{\"c\":{\"textT\":\"" + text + "\"}}}");

        var name = Naming("{column:c}/{sequenceNumber}", rules: KeyRules.First).PartitionOf(record);

        Assert.Equal((KeyRules.First, $"{expected}/{First}"), (name.Rules, name.KeyOf(First, Last)));
    }

    [Fact]
    public void PartitionOf_SameValues_IsTheSameNameWithoutAllocation()
    {
        var naming = Naming("{yyyy}-{MM}-{dd}/{column:a}/{column:b}/{sequenceNumber}");
        var red = WireRecord.Of("""{"clusteringKeys":{"b":{"textT":"x\/y"}},"partitionKeys":{"a":{"textT":"red"}}}""");
        var blue = WireRecord.Of("""{"clusteringKeys":{"b":{"textT":"x"}},"partitionKeys":{"a":{"textT":"blue"}}}""");
        var name = naming.PartitionOf(red);
        naming.PartitionOf(blue);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = naming.PartitionOf(red);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Same(name, again);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void PartitionOf_OtherDay_IsAnotherName()
    {
        var naming = Naming("{yyyy}-{MM}-{dd}/{sequenceNumber}");
        var evening = new DateTimeOffset(2026, 1, 2, 23, 59, 59, TimeSpan.Zero);

        var names = new[] { evening.AddHours(-5), evening, evening.AddSeconds(1) }.Select(moment => naming.PartitionOf(WireRecord.Of("{}", moment))).ToArray();

        Assert.Same(names[0], names[1]);
        Assert.NotEqual(names[1], names[2]);
    }

    [Fact]
    public void PartitionOf_MoreNamesThanAreRemembered_StaysEqual()
    {
        var naming = Naming("{yyyy}-{MM}-{dd}-{HH}-{mm}/{sequenceNumber}");
        var start = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
        var first = naming.PartitionOf(WireRecord.Of("{}", start));

        for (var minute = 1; minute < 5000; minute++)
        {
            naming.PartitionOf(WireRecord.Of("{}", start.AddMinutes(minute)));
        }

        var again = naming.PartitionOf(WireRecord.Of("{}", start));
        Assert.NotSame(first, again);
        Assert.Equal(first, again);
        Assert.Equal(first.GetHashCode(), again.GetHashCode());
    }

    [Fact]
    public void QuarantineNameOf_BrokenRecord_NamesDayAndShard() =>
        Assert.Equal(
            $"raw/_quarantine/media/media_content/2026-01-02/shard-00000001767397800-abcdef0123-{First}.json",
            Naming("{column:c}/{sequenceNumber}", "raw/", ".gz").QuarantineNameOf(WireRecord.Of("nonsense")).KeyOf(First, Last));

    [Theory]
    [InlineData("", "{keyspace}/{table}/{yyyy}/{sequenceNumber}", "media/media_content/_quarantine/2026-01-02/")]
    [InlineData("raw/", "{keyspace}/{yyyy}/{table}/{sequenceNumber}", "raw/media/_quarantine/media/media_content/2026-01-02/")]
    [InlineData("raw/", "{table}/{keyspace}-{yyyy}/{sequenceNumber}", "raw/media_content/media-_quarantine/2026-01-02/")]
    public void QuarantineNameOf_BrokenRecord_StandsBelowTheHeadOfTheKeys(string prefix, string template, string expected)
    {
        var name = Naming(template, prefix).QuarantineNameOf(WireRecord.Of("nonsense"));

        Assert.StartsWith(expected, name.KeyOf(First, Last), StringComparison.Ordinal);
        Assert.Equal(KeyRules.Third, name.Rules);
    }

    /// <summary>A folder behind <c>dt=</c> would be a partition to whoever queries the bucket.</summary>
    [Theory]
    [InlineData(nameof(KeyRules.Fourth), "raw/media/media_content/_quarantine/2026-01-02/")]
    [InlineData(nameof(KeyRules.Third), "raw/media/media_content/dt=_quarantine/2026-01-02/")]
    [InlineData(nameof(KeyRules.Second), "raw/_quarantine/media/media_content/2026-01-02/")]
    public void QuarantineNameOf_HeadThatEndedWithinAName_StandsInTheFolderBeforeIt(string rules, string expected)
    {
        var name = Naming("{keyspace}/{table}/dt={yyyy}-{MM}/{sequenceNumber}", "raw/", rules: Enum.Parse<KeyRules>(rules)).QuarantineNameOf(WireRecord.Of("nonsense"));

        Assert.StartsWith(expected, name.KeyOf(First, Last), StringComparison.Ordinal);
        Assert.Equal(rules == nameof(KeyRules.Second) ? nameof(KeyRules.First) : rules, name.Rules.ToString());
    }

    [Theory]
    [InlineData(nameof(KeyRules.First))]
    [InlineData(nameof(KeyRules.Second))]
    public void QuarantineNameOf_EarlierRules_StandsAtThePrefix(string rules)
    {
        var name = Naming("{keyspace}/{table}/{sequenceNumber}", "raw/", rules: Enum.Parse<KeyRules>(rules)).QuarantineNameOf(WireRecord.Of("nonsense"));

        Assert.StartsWith("raw/_quarantine/media/media_content/2026-01-02/", name.KeyOf(First, Last), StringComparison.Ordinal);
        Assert.Equal(KeyRules.First, name.Rules);
    }

    [Fact]
    public void GapKeyOf_Checkpoint_NamesTheShardAndThePlace() =>
        Assert.Equal(
            "raw/_gaps/media/media_content/shard-00000001767397800-abcdef0123/TRIM_HORIZON.json",
            ObjectNaming.GapKeyOf(ReservedPrefixes.Of(ReservedPrefixes.Gaps, "raw/", "{yyyy}/{sequenceNumber}", WireRecord.Stream), WireRecord.Shard, "TRIM_HORIZON"));

    private static ObjectNaming Naming(string template, string prefix = "", string suffix = "", KeyRules rules = KeyRules.Fourth) =>
        new(KeyTemplate.Parse(template), prefix, WireRecord.Stream, WireRecord.Shard, suffix, rules);
}
