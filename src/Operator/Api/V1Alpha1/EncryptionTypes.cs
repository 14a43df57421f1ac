namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Kinds of server-side encryption, in the words of S3.</summary>
internal static class EncryptionTypes
{
    /// <summary>Keys of S3.</summary>
    public const string Aes256 = "AES256";

    /// <summary>A key of AWS KMS.</summary>
    public const string AwsKms = "aws:kms";
}
