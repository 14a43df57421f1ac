using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Turns the JSON of a settings document into settings: the members of each record, their defaults and their rules.</summary>
internal static class SettingsReader
{
    private const string WantedName = "1 to 48 letters, digits and underscores, the first no underscore";
    private const string WantedRegion = "an AWS region such as eu-west-1";

    private static readonly SourceSettings SourceDefaults = new() { Keyspace = "", Table = "", Region = "" };
    private static readonly DestinationSettings DestinationDefaults = new() { Bucket = "" };
    private static readonly CheckpointSettings CheckpointDefaults = new() { Table = "" };
    private static readonly ResourceSettings ResourceDefaults = new() { Name = "" };

    public static SettingsResult Read(JsonElement document, Func<string, IReadOnlyList<string>> keyTemplateProblems)
    {
        var problems = new List<SettingsProblem>();
        var root = new SettingsNode(document, "", problems);
        var settings = new StreamSettings
        {
            Resource = ReadResource(root.Object("resource", isRequired: true)),
            Source = ReadSource(root.Object("source", isRequired: true)),
            Destination = ReadDestination(root.Object("destination", isRequired: true), keyTemplateProblems),
            Checkpoint = ReadCheckpoint(root.Object("checkpoint", isRequired: true)),
            Pod = PodSettingsReader.Read(root.Object("pod", isRequired: false)),
        };
        KeyLength.Check(root, settings.Source, settings.Destination);
        ColumnOptionsReader.Check(root, settings.Source.Schema, settings.Destination);
        ColumnCaseRule.Check(root, settings.Source.Schema, settings.Destination);
        root.Close();
        return new SettingsResult(problems.Count == 0 ? settings : null, problems);
    }

    private static ResourceSettings ReadResource(SettingsNode node)
    {
        const string wanted = "lower-case letters, digits, '-' and '.', as Kubernetes names are";
        var resource = new ResourceSettings
        {
            Namespace = node.OptionalText("namespace", SettingsLimits.ResourceNamePattern, wanted) ?? ResourceDefaults.Namespace,
            Name = node.RequiredText("name", SettingsLimits.ResourceNamePattern, wanted),
            Installation = node.OptionalText("installation", SettingsLimits.InstallationPattern, "1 to 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit"),
        };
        node.Close();
        return resource;
    }

    private static SourceSettings ReadSource(SettingsNode node)
    {
        var source = new SourceSettings
        {
            Keyspace = node.RequiredText("keyspace", SettingsLimits.CassandraNamePattern, WantedName),
            Table = node.RequiredText("table", SettingsLimits.CassandraNamePattern, WantedName),
            Region = node.RequiredText("region", SettingsLimits.RegionPattern, WantedRegion, SettingsLimits.MaxRegionLength),
            StreamArn = node.OptionalText("streamArn", SettingsLimits.StreamArnPattern, "arn:aws:cassandra:REGION:ACCOUNT:/keyspace/KEYSPACE/table/TABLE/stream/LABEL", SettingsLimits.MaxStreamArnLength),
            StartFrom = node.Choice("startFrom", SourceDefaults.StartFrom),
            OnTrimmedData = node.Choice("onTrimmedData", SourceDefaults.OnTrimmedData),
            OnUnreadableRecord = node.Choice("onUnreadableRecord", SourceDefaults.OnUnreadableRecord),
            Schema = node.Has("schema") ? SchemaReader.Read(node.Object("schema", isRequired: false)) : null,
            Endpoint = node.Endpoint("endpoint", "https", "http"),
        };
        CheckStreamArn(node, source);
        node.Close();
        return source;
    }

    private static void CheckStreamArn(SettingsNode node, SourceSettings source)
    {
        var belongsHere = $":/keyspace/{source.Keyspace}/table/{source.Table}/stream/";
        if (source is { StreamArn: { } arn, Keyspace.Length: > 0, Table.Length: > 0 } && !arn.Contains(belongsHere, StringComparison.Ordinal))
        {
            node.Report(node.PathOf("streamArn"), arn, $"write a stream of {source.Keyspace}.{source.Table}, the table named by source.keyspace and source.table.");
        }
        else if (source is { StreamArn: { } other, Region.Length: > 0 } && !other.Contains($":cassandra:{source.Region}:", StringComparison.Ordinal))
        {
            node.Report(node.PathOf("streamArn"), other, $"write a stream in {source.Region}, or the region of the stream as source.region.");
        }
    }

    private static DestinationSettings ReadDestination(SettingsNode node, Func<string, IReadOnlyList<string>> keyTemplateProblems)
    {
        var endpoint = node.Endpoint("endpoint", "https", "http", "file");
        var format = node.Choice("format", DestinationDefaults.Format);
        var destination = new DestinationSettings
        {
            Bucket = node.RequiredText("bucket", SettingsLimits.BucketPattern, "3 to 63 lower-case letters, digits, '.' and '-', beginning and ending with a letter or digit", WrittenAddress.BucketAdvice),
            Region = node.OptionalText("region", SettingsLimits.RegionPattern, WantedRegion, SettingsLimits.MaxRegionLength),
            Prefix = node.Text("prefix", DestinationDefaults.Prefix, PrefixFault),
            KeyTemplate = node.Text("keyTemplate", DestinationDefaults.KeyTemplate, template => KeyTemplateFault(template, keyTemplateProblems)),
            Format = format,
            Record = node.Choice("record", DestinationDefaults.Record),
            RecordMetadata = node.Flag("recordMetadata", DestinationDefaults.RecordMetadata),
            Flat = node.Has("flat") ? ReadFlat(node.Object("flat", isRequired: false)) : null,
            Columns = ColumnOptionsReader.Read(node),
            Compression = node.Choice("compression", FormatRules.DefaultCompressionOf(format)),
            Rotation = ReadRotation(node.Object("rotation", isRequired: false)),
            Encryption = node.Has("encryption") ? ReadEncryption(node.Object("encryption", isRequired: false)) : null,
            StorageClass = node.OptionalText("storageClass", SettingsLimits.StorageClassPattern, "a storage class such as STANDARD_IA", SettingsLimits.MaxStorageClassLength),
            Tags = ReadTags(node),
            ExpectedBucketOwner = node.OptionalText("expectedBucketOwner", SettingsLimits.AccountPattern, "the 12 digits of an AWS account id, in quotes"),
            Endpoint = endpoint,
        };
        BucketKind.Check(node, destination.Bucket);
        BucketName.Check(node, destination.Bucket);
        FormatRules.Check(node, destination);
        node.Close();
        return destination;
    }

    private static FlatSettings ReadFlat(SettingsNode node)
    {
        var defaults = new FlatSettings();
        var flat = new FlatSettings
        {
            OldImage = node.Flag("oldImage", defaults.OldImage),
            CellMetadata = node.Flag("cellMetadata", defaults.CellMetadata),
            TableName = node.Flag("tableName", defaults.TableName),
        };
        node.Close();
        return flat;
    }

    private static RotationSettings ReadRotation(SettingsNode node)
    {
        var defaults = new RotationSettings();
        var rotation = new RotationSettings
        {
            MaxRecords = node.Number("maxRecords", defaults.MaxRecords, SettingsLimits.MinRecords, SettingsLimits.MaxRecords),
            MaxBytes = node.Size("maxBytes", defaults.MaxBytes, SettingsLimits.MinObjectBytes, SettingsLimits.MaxObjectBytes) ?? defaults.MaxBytes,
            MaxAge = node.Duration("maxAge", defaults.MaxAge, SettingsLimits.MinAge, SettingsLimits.MaxAge),
        };
        node.Close();
        return rotation;
    }

    private static EncryptionSettings ReadEncryption(SettingsNode node)
    {
        var encryption = new EncryptionSettings
        {
            Type = node.RequiredText("type", "^(AES256|aws:kms)$", "AES256 or aws:kms"),
            KmsKeyId = node.OptionalText("kmsKeyId", SettingsLimits.KmsKeyPattern, "a key id, alias (alias/NAME) or ARN of AWS KMS", SettingsLimits.MaxKmsKeyLength),
        };
        if (encryption is { Type: "AES256", KmsKeyId: { } keyId })
        {
            node.Report(node.PathOf("kmsKeyId"), keyId, "leave it out, or write aws:kms as destination.encryption.type.");
        }

        node.Close();
        return encryption;
    }

    private static IReadOnlyDictionary<string, string>? ReadTags(SettingsNode node)
    {
        var tags = node.TextMap("tags", (path, key, value) =>
        {
            if (!TagText.IsKey(key))
            {
                node.Report(path, key, $"a tag's key has 1 to {SettingsLimits.MaxTagKeyLength} characters, {TagText.Wanted}, and does not begin with aws:.");
            }

            if (TagText.LengthOf(value) > SettingsLimits.MaxTagValueLength)
            {
                node.Report(path, $"({TagText.LengthOf(value)} characters)", $"a tag's value has {SettingsLimits.MaxTagValueLength} characters at most.");
            }
            else if (!TagText.IsOfTags(value))
            {
                node.Report(path, value, $"a tag's value has only {TagText.Wanted}.");
            }
        });
        if (tags is { Count: > SettingsLimits.MaxTags })
        {
            node.Report(node.PathOf("tags"), $"({tags.Count} tags)", $"S3 takes {SettingsLimits.MaxTags} tags at most.");
        }

        return tags;
    }

    private static CheckpointSettings ReadCheckpoint(SettingsNode node)
    {
        var checkpoint = new CheckpointSettings
        {
            Table = node.RequiredText("table", SettingsLimits.CheckpointTablePattern, "3 to 255 letters, digits, '_', '.' and '-'", WrittenAddress.TableAdvice),
            Create = node.Flag("create", CheckpointDefaults.Create),
            Region = node.OptionalText("region", SettingsLimits.RegionPattern, WantedRegion, SettingsLimits.MaxRegionLength),
            Endpoint = node.Endpoint("endpoint", "https", "http", "sqlite"),
        };
        node.Close();
        return checkpoint;
    }

    private static string? PrefixFault(string prefix)
    {
        if (prefix.StartsWith('/'))
        {
            return "leave out the leading slash.";
        }

        return Encoding.UTF8.GetByteCount(prefix) > SettingsLimits.MaxPrefixBytes || Regex.IsMatch(prefix, @"\p{Cc}|//|(^|/)\.\.?(/|$)")
            ? $"at most {SettingsLimits.MaxPrefixBytes} bytes, no control characters, no empty, '.' or '..' part."
            : null;
    }

    private static string? KeyTemplateFault(string template, Func<string, IReadOnlyList<string>> keyTemplateProblems)
    {
        if (template.Length == 0 || Encoding.UTF8.GetByteCount(template) > SettingsLimits.MaxKeyTemplateBytes)
        {
            return $"1 to {SettingsLimits.MaxKeyTemplateBytes} bytes, for example {DestinationDefaults.KeyTemplate}.";
        }

        if (Regex.IsMatch(template, @"\p{Cc}|//"))
        {
            return "no control characters and no empty part ('//').";
        }

        var problems = keyTemplateProblems(template);
        return problems.Count == 0 ? null : string.Join("; ", problems) + ".";
    }
}
