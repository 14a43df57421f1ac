namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>What a token says, after its signature was checked.</summary>
/// <param name="Subject">Whom it speaks of.</param>
/// <param name="Audiences">Whom it is for.</param>
internal sealed record TokenClaims(string Subject, IReadOnlyList<string> Audiences);
