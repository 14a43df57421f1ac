using FsCheck;
using FsCheck.Fluent;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Tests.Shapes;

namespace KeyspacesStreamer.StreamPod.Tests.Partitioning;

/// <summary>No value is too long for a key: every record gets one, the same each time, its own, and the old one where that was possible.</summary>
public sealed class KeyLengthProperties
{
    private static readonly SequenceNumber Longest = SequenceNumber.Parse(new string('9', 48));
    private static readonly string[] Alphabets = ["a", "日", "😀", ".", "/", "a日", "!\"\\\n", "_%5F"];
    private static readonly string[] Templates =
    [
        "{column:a}/{sequenceNumber}", "{keyspace}/{table}/{column:a}/{column:b}/{yyyy}-{MM}-{dd}/{firstSequenceNumber}-{lastSequenceNumber}.json",
        "{column:a}{column:b}{column:a}/{shardId}/{HH}{mm}/{sequenceNumber}.json", "é日/{column:b}/" + new string('x', 400) + "/{column:a}/{sequenceNumber}",
    ];

    [Fact]
    public void Key_OfAnyValues_FitsAndIsTheSameAgain() =>
        Prop.ForAll(Cases().ToArbitrary(), sample =>
        {
            var (key, again) = (KeyOf(sample, sample.A), KeyOf(sample, sample.A));
            return key == again && System.Text.Encoding.UTF8.GetByteCount(key) <= 1024;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Keys_OfValuesThatDifferInTheirLastLetter_Differ() =>
        Prop.ForAll(Cases().ToArbitrary(), sample => KeyOf(sample, sample.A + "x") != KeyOf(sample, sample.A + "y")).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Key_ThatFittedUnderTheFirstRules_IsTheSame() =>
        Prop.ForAll(Cases().ToArbitrary(), sample =>
        {
            try
            {
                return NameOf(sample, sample.A, KeyRules.First).Equals(NameOf(sample, sample.A, KeyRules.Second));
            }
            catch (UnreadableRecordException)
            {
                return NameOf(sample, sample.A, KeyRules.Second).Rules == KeyRules.Second;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Theory]
    [InlineData(106, "%E6%97%A5", false)]
    [InlineData(107, "%E6%97%A5", true)]
    [InlineData(100_000, "%E6%97%A5", true)]
    public void LongText_OfChineseLetters_IsCutAfterAWholeLetter(int letters, string beginning, bool isCut)
    {
        var sample = new Case(Templates[0], "", string.Concat(Enumerable.Repeat("日", letters)), "");

        var key = KeyOf(sample, sample.A);

        Assert.StartsWith(beginning, key, StringComparison.Ordinal);
        Assert.Equal(isCut, key.Contains('!', StringComparison.Ordinal));
        Assert.Matches(isCut ? @"^(%E6%97%A5)+![0-9a-f]{32}/9+-0123456789\.gz$" : @"^(%E6%97%A5)+/9+-0123456789\.gz$", key);
    }

    [Fact]
    public void CutValue_IsFollowedByTheHashOfTheWholeValue()
    {
        var value = new string('a', 2000);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(value)))[..32];

        Assert.Contains($"a!{hash}/", KeyOf(new Case(Templates[0], "raw/", value, ""), value), StringComparison.Ordinal);
    }

    private static string KeyOf(Case sample, string a) => NameOf(sample, a, KeyRules.Second).KeyOf(Longest, Longest, "0123456789");

    private static PartitionKeyPattern NameOf(Case sample, string a, KeyRules rules)
    {
        var naming = new ObjectNaming(KeyTemplate.Parse(sample.Template), sample.Prefix, WireRecord.Stream, WireRecord.Shard, ".gz", rules);
        return naming.PartitionOf(WireRecord.Of($"{{\"partitionKeys\":{{\"a\":{{\"textT\":{Json(a)}}},\"b\":{{\"textT\":{Json(sample.B)}}}}}}}"));
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static Gen<Case> Cases() =>
        from template in Gen.Elements(Templates)
        from prefix in Gen.Elements("", "raw/", new string('p', 200) + "/")
        from a in Texts()
        from b in Texts()
        select new Case(template, prefix, a, b);

    private static Gen<string> Texts() =>
        from alphabet in Gen.Elements(Alphabets)
        from length in Gen.Frequency((2, Gen.Choose(1, 12)), (2, Gen.Choose(30, 130)), (1, Gen.Choose(250, 1100)), (1, Gen.Choose(6000, 8000)))
        select string.Concat(Enumerable.Range(0, length).Select(_ => alphabet));

    private sealed record Case(string Template, string Prefix, string A, string B);
}
