using KeyspacesStreamer.AwsLab.Policies;

namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>Who sends requests: a session of a role, or a user.</summary>
/// <param name="Account">The account.</param>
/// <param name="Name">Name of the role or user.</param>
/// <param name="Session">Name of the session; null for a user.</param>
internal sealed record Caller(string Account, string Name, string? Session)
{
    /// <summary>Tags of the session.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What it may do, as of now.</summary>
    public required IReadOnlyList<PolicyDocument> Policies { get; init; }

    /// <summary>How refusals name it.</summary>
    public string Arn => Session is null ? PrincipalArn : $"arn:aws:sts::{Account}:assumed-role/{Name}/{Session}";

    /// <summary>How policies name it.</summary>
    public string PrincipalArn => $"arn:aws:iam::{Account}:{(Session is null ? "user" : "role")}/{Name}";

    /// <summary>All names under which a trust policy may mean it.</summary>
    public IReadOnlyList<string> TrustNames => [Arn, PrincipalArn, Account, $"arn:aws:iam::{Account}:root"];

    public string UserId => Session is null ? $"AIDA{Name.ToUpperInvariant()}" : $"AROA{Name.ToUpperInvariant()}:{Session}";
}
