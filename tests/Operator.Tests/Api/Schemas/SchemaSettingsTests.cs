using System.Text.RegularExpressions;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Operator.Tests.Api.Schemas;

/// <summary>The schema takes what a settings document takes: the same patterns, ranges and defaults.</summary>
public sealed partial class SchemaSettingsTests
{
    private static readonly SourceSettings Source = new() { Keyspace = "", Table = "", Region = "" };
    private static readonly DestinationSettings Destination = new() { Bucket = "" };
    private static readonly CheckpointSettings Checkpoint = new() { Table = "" };

    [Theory]
    [InlineData("spec.source.keyspace", SettingsLimits.CassandraNamePattern)]
    [InlineData("spec.source.table", SettingsLimits.CassandraNamePattern)]
    [InlineData("spec.source.region", SettingsLimits.RegionPattern)]
    [InlineData("spec.source.streamArn", SettingsLimits.StreamArnPattern)]
    [InlineData("spec.destination.bucket", SettingsLimits.BucketPattern)]
    [InlineData("spec.destination.region", SettingsLimits.RegionPattern)]
    [InlineData("spec.destination.storageClass", SettingsLimits.StorageClassPattern)]
    [InlineData("spec.destination.expectedBucketOwner", SettingsLimits.AccountPattern)]
    [InlineData("spec.checkpoint.table", SettingsLimits.CheckpointTablePattern)]
    [InlineData("spec.checkpoint.region", SettingsLimits.RegionPattern)]
    [InlineData("spec.destination.encryption.kmsKeyId", SettingsLimits.KmsKeyPattern)]
    public void Pattern_IsThatOfTheSettings(string path, string pattern) => Assert.Equal(pattern, StreamDefinition.Field(path).Pattern);

    [Theory]
    [InlineData("spec.source.endpoint")]
    [InlineData("spec.destination.endpoint")]
    [InlineData("spec.checkpoint.endpoint")]
    public void Endpoint_HasTheRuleOfTheSettings(string path)
    {
        Assert.Equal($"self.matches(r'{SettingsLimits.EndpointPattern}')", Assert.Single(StreamDefinition.Field(path).Rules).Rule);
        Assert.Equal(SettingsLimits.MaxEndpointLength, BoundOf(path, "maxLength"));
    }

    [Theory]
    [InlineData("spec.source.region", SettingsLimits.MaxRegionLength)]
    [InlineData("spec.source.streamArn", SettingsLimits.MaxStreamArnLength)]
    [InlineData("spec.destination.storageClass", SettingsLimits.MaxStorageClassLength)]
    [InlineData("spec.destination.encryption.kmsKeyId", SettingsLimits.MaxKmsKeyLength)]
    [InlineData("spec.destination.rotation.maxBytes", SettingsLimits.MaxQuantityLength)]
    [InlineData("spec.destination.rotation.maxAge", SettingsLimits.MaxQuantityLength)]
    public void Length_IsThatOfTheSettings(string path, int longest) => Assert.Equal(longest, BoundOf(path, "maxLength"));

    [Fact]
    public void Defaults_AreThoseOfTheSettings()
    {
        Assert.Equal(Source.StartFrom.ToString(), DefaultOf("source.startFrom"));
        Assert.Equal(Source.OnTrimmedData.ToString(), DefaultOf("source.onTrimmedData"));
        Assert.Equal(Source.OnUnreadableRecord.ToString(), DefaultOf("source.onUnreadableRecord"));
        Assert.Equal(Destination.KeyTemplate, DefaultOf("destination.keyTemplate"));
        Assert.Equal(Destination.Format.ToString(), DefaultOf("destination.format"));
        Assert.Equal(Destination.Record.ToString(), DefaultOf("destination.record"));
        Assert.Equal(Destination.RecordMetadata, StreamDefinition.Field("spec.destination.recordMetadata").Default!.GetValue<bool>()); // has one
        // That of the format, which the schema cannot say.
        Assert.Null(StreamDefinition.Field("spec.destination.compression").Default);
        Assert.Equal(Checkpoint.Create, StreamDefinition.Field("spec.checkpoint.create").Default!.GetValue<bool>()); // has one
    }

    [Fact]
    public void Rotation_IsThatOfTheSettings()
    {
        var records = StreamDefinition.Field("spec.destination.rotation.maxRecords").Json;

        Assert.Equal(SettingsLimits.MinRecords, records["minimum"]!.GetValue<long>()); // written
        Assert.Equal(SettingsLimits.MaxRecords, records["maximum"]!.GetValue<long>()); // written
        Assert.Equal($"{Destination.Rotation.MaxRecords}", DefaultOf("destination.rotation.maxRecords"));
        Assert.True(SizeText.TryParse(DefaultOf("destination.rotation.maxBytes"), out var bytes));
        Assert.Equal(Destination.Rotation.MaxBytes, bytes);
        Assert.True(DurationText.TryParse(DefaultOf("destination.rotation.maxAge"), out var age));
        Assert.Equal(Destination.Rotation.MaxAge, age);
    }

    [Fact]
    public void RangesInRules_AreThoseOfTheSettings()
    {
        var bytes = Assert.Single(StreamDefinition.Field("spec.destination.rotation.maxBytes").Rules);
        var age = Assert.Single(StreamDefinition.Field("spec.destination.rotation.maxAge").Rules);

        Assert.EndsWith($">= 0 && quantity(self).compareTo(quantity('{SizeText.Format(SettingsLimits.MaxObjectBytes)}')) <= 0", bytes.Rule, StringComparison.Ordinal);
        Assert.Contains($"compareTo(quantity('{SizeText.Format(SettingsLimits.MinObjectBytes)}')) >= 0", bytes.Rule, StringComparison.Ordinal);
        Assert.Contains($">= duration('{DurationText.Format(SettingsLimits.MinAge)}')", age.Rule, StringComparison.Ordinal);
        Assert.EndsWith($"<= duration('{DurationText.Format(SettingsLimits.MaxAge)}')", age.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_AreThoseOfTheSettings()
    {
        Assert.Equal(SettingsLimits.MaxTags, BoundOf("spec.destination.tags", "maxProperties"));
        Assert.Equal(SettingsLimits.MaxTagValueLength, BoundOf("spec.destination.tags{}", "maxLength"));
        Assert.Contains($"{{1,{SettingsLimits.MaxTagKeyLength}}}$", StreamDefinition.Field("spec.destination.tags").Rules[0].Rule, StringComparison.Ordinal);
        Assert.Equal(SettingsLimits.MaxColumns, BoundOf("spec.destination.columns", "maxProperties"));
        Assert.Equal(DecimalDigits.MaxPrecision, BoundOf("spec.destination.columns{}.decimal.precision", "maximum"));
        Assert.Equal(DecimalDigits.MaxPrecision, BoundOf("spec.destination.columns{}.decimal.scale", "maximum"));
        Assert.Equal(SettingsLimits.MaxPrefixBytes, BoundOf("spec.destination.prefix", "maxLength"));
        Assert.Equal(SettingsLimits.MaxKeyTemplateBytes, BoundOf("spec.destination.keyTemplate", "maxLength"));
    }

    [Fact]
    public void KeyTemplateVariables_AreThoseOfTheSettingsPage()
    {
        var page = File.ReadAllText(RepositoryRoot.PathOf("docs", "settings.md"));
        var documented = Words().Matches(VariableSentence().Match(page).Value).Select(match => match.Value);
        var template = StreamDefinition.Field("spec.destination.keyTemplate");

        Assert.Equal(documented, Words().Matches(template.Rules[0].Message).Select(match => match.Value));
        Assert.All(documented, word => Assert.Contains(word.Trim('{', '}').Replace("NAME", "[^{}]+", StringComparison.Ordinal), template.Rules[0].Rule, StringComparison.Ordinal));
        Assert.All(documented, word => Assert.Contains(word, template.Description, StringComparison.Ordinal));
    }

    private static string DefaultOf(string path) => StreamDefinition.Field("spec." + path).Default!.ToString(); // has one

    private static long BoundOf(string path, string bound) => StreamDefinition.Field(path).Json[bound]!.GetValue<long>(); // written

    [GeneratedRegex(@"Variables of the key template: [^.]*\.")]
    private static partial Regex VariableSentence();

    [GeneratedRegex(@"\{[A-Za-z:]+\}")]
    private static partial Regex Words();
}
