namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Kinds of buckets that cannot be written to as the pods do; a bucket's name ends with its kind.</summary>
internal static class BucketKind
{
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-differences.html
    private const string Directory = "--x-s3";

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-buckets-naming.html
    private const string Table = "--table-s3";

    public static void Check(SettingsNode node, string name)
    {
        if (FaultOf(name) is { } fault)
        {
            node.Report(node.PathOf("bucket"), name, fault);
        }
    }

    private static string? FaultOf(string name) =>
        name.EndsWith(Directory, StringComparison.Ordinal)
            ? "this names a directory bucket, which lists its objects without order and takes no tags; write the name of a general purpose bucket."
            : name.EndsWith(Table, StringComparison.Ordinal)
                ? "this names a table bucket, which takes no objects; write the name of a general purpose bucket."
                : null;
}
