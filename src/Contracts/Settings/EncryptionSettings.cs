namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Server-side encryption of the objects.</summary>
public sealed record EncryptionSettings
{
    /// <summary><c>AES256</c> or <c>aws:kms</c>. Required.</summary>
    public required string Type { get; init; }

    /// <summary>Key id or ARN for <c>aws:kms</c>; without it the account's <c>aws/s3</c> key.</summary>
    public string? KmsKeyId { get; init; }
}
