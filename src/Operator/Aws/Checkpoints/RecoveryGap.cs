namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>Why a table that should have point-in-time recovery is not known to have it.</summary>
/// <param name="Sentence">For people.</param>
/// <param name="IsRefused">Whether somebody can mend it, and is worth a warning.</param>
internal sealed record RecoveryGap(string Sentence, bool IsRefused);
