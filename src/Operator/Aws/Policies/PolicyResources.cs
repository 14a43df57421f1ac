using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Aws.Policies;

/// <summary>ARNs of what one stream reads and writes.</summary>
/// <param name="stream">The stream.</param>
/// <param name="region">The operator's region, for a stream that names none.</param>
/// <param name="account">Account of table, checkpoint table and key.</param>
internal sealed class PolicyResources(KeyspacesCdcStream stream, string region, string account)
{
    private const string AliasPrefix = "alias/";

    private string Prefix => Spec.Destination.Prefix ?? "";

    private KeyspacesCdcStreamSpec Spec => stream.Spec;

    private string SourceRegion => Spec.Source.Region ?? region;

    private string BucketRegion => Spec.Destination.Region ?? SourceRegion;

    private string CheckpointRegion => Spec.Checkpoint.Region ?? SourceRegion;

    public string Table => AwsArns.KeyspacesTable(SourceRegion, Spec.Source.Keyspace, Spec.Source.Table, account);

    /// <summary>Read besides the table when its user-defined types are described.</summary>
    public string Keyspace => AwsArns.Keyspace(SourceRegion, Spec.Source.Keyspace, account);

    /// <summary>Read besides the table when a table is described.</summary>
    public string SystemKeyspaces => AwsArns.KeyspacesSystem(SourceRegion, account);

    public string Streams => AwsArns.KeyspacesStreams(SourceRegion, Spec.Source.Keyspace, Spec.Source.Table, account);

    public string CheckpointTable => AwsArns.DynamoDbTable(CheckpointRegion, Spec.CheckpointTable(), account);

    public string Bucket => AwsArns.Bucket(BucketRegion, Spec.Destination.Bucket);

    /// <summary>The text that all keys begin with, and with it the folders of gaps and of what was put aside.</summary>
    public string Head => KeyHead.Of(Prefix, Spec.Destination.KeyTemplate, Spec.Source.Keyspace, Spec.Source.Table);

    public string Objects => $"{Bucket}/{Literal(Head)}*";

    /// <summary>Where earlier versions noted gaps and put records aside.</summary>
    public IReadOnlyList<string> EarlierFolders => [EarlierFolder("_gaps"), EarlierFolder("_quarantine")];

    /// <summary>S3 as a user of keys.</summary>
    public string KeyUser => $"s3.{BucketRegion}.{AwsPartition.DomainOf(BucketRegion)}";

    /// <summary>The key that objects are encrypted with; null when S3's own keys are used, which need no permission.</summary>
    public string? Key => KeyText is not { } key ? null
        : KeyAlias is not null ? $"{KeyArn}:key/*"
        : key.StartsWith("arn:", StringComparison.Ordinal) ? key
        : $"{KeyArn}:key/{key}";

    /// <summary>Alias that names the key: a policy cannot name it as a resource.</summary>
    public string? KeyAlias => KeyText is { } key && key.IndexOf(AliasPrefix, StringComparison.Ordinal) is >= 0 and var place ? key[place..] : null;

    private string? KeyText => Spec.Destination.Encryption is { Type: EncryptionTypes.AwsKms } encryption ? encryption.KmsKeyId : null;

    private string KeyArn => $"arn:{AwsPartition.Of(BucketRegion)}:kms:{BucketRegion}:{account}";

    private string EarlierFolder(string name) => $"{Bucket}/{Literal(Prefix)}{name}/{Spec.Source.Keyspace}/{Spec.Source.Table}/*";

    /// <summary>A text in which IAM sees no wildcards and no variables.</summary>
    private static string Literal(string text) => string.Concat(text.Select(letter => letter is '*' or '?' or '$' ? $"${{{letter}}}" : $"{letter}"));
}
