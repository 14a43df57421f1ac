namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>Temporary credentials of a role.</summary>
/// <param name="RoleName">The role.</param>
/// <param name="Name">Name of the session.</param>
/// <param name="AccessKey">The access key, <c>ASIA...</c>.</param>
/// <param name="Secret">The secret.</param>
/// <param name="Token">The session token.</param>
internal sealed record Session(string RoleName, string Name, string AccessKey, string Secret, string Token)
{
    /// <summary>What was told of its end.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>From when on it is refused, which may be earlier.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
