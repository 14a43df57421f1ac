namespace KeyspacesStreamer.AwsLab.Webhook;

/// <summary>How the API server is reached.</summary>
/// <param name="Address">Its address.</param>
/// <param name="AuthorityFile">File with its certificate authority; null for the system's.</param>
internal sealed record ApiServerAddress(Uri Address, string? AuthorityFile)
{
    /// <summary>File with a bearer token; null for none.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Files with a client's certificate and key; null for none.</summary>
    public (string Certificate, string Key)? Client { get; init; }
}
