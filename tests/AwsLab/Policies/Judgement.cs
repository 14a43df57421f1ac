namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>What policies say about one action on one resource.</summary>
/// <param name="IsAllowed">Whether it is allowed.</param>
/// <param name="IsExplicitDeny">Whether a statement denies it; otherwise what is not allowed was merely allowed by none.</param>
/// <param name="Statements">Names of the statements that decided.</param>
internal sealed record Judgement(bool IsAllowed, bool IsExplicitDeny, IReadOnlyList<string> Statements);
