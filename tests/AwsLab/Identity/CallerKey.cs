namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>An access key and whose it is.</summary>
/// <param name="Caller">Whose.</param>
/// <param name="Secret">The secret.</param>
/// <param name="Token">Session token; null for a user's key.</param>
/// <param name="EndsAt">From when on it is refused; null for never.</param>
internal sealed record CallerKey(Caller Caller, string Secret, string? Token, DateTimeOffset? EndsAt);
