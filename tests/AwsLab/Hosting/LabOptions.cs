using System.Net;
using KeyspacesStreamer.AwsLab.Services;
using KeyspacesStreamer.AwsLab.Webhook;

namespace KeyspacesStreamer.AwsLab.Hosting;

/// <summary>What a lab is told when it starts.</summary>
internal sealed record LabOptions
{
    /// <summary>Folder of its files.</summary>
    public required string Folder { get; init; }

    /// <summary>Where it listens over TLS.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>Where it listens for EKS Pod Identity, in plain HTTP; null for nowhere.</summary>
    public IPEndPoint? PodIdentity { get; init; }

    public required LabPlace Place { get; init; }

    /// <summary>The server behind both hosts of Amazon Keyspaces.</summary>
    public required Uri Streams { get; init; }

    public required Uri S3 { get; init; }

    public required Uri DynamoDb { get; init; }

    /// <summary>Issuer of web identities; null for none.</summary>
    public string? Issuer { get; init; }

    /// <summary>File with the issuer's keys.</summary>
    public string? Keys { get; init; }

    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>By how much earlier than told a session is refused.</summary>
    public TimeSpan ExpiresEarlier { get; init; }

    /// <summary>Where the webhook asks for ServiceAccounts; null for the folder's file alone.</summary>
    public ApiServerAddress? ApiServer { get; init; }
}
