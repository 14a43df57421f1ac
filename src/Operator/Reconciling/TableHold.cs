namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>What is known of who has claimed a stream's checkpoint table.</summary>
/// <param name="IsOwn">Whether it is this stream.</param>
/// <param name="Holder"><c>namespace/name</c> of the other stream of this installation that has; null when nobody has, or it is not known, or it is none of this installation.</param>
internal readonly record struct TableHold(bool IsOwn, string? Holder)
{
    /// <summary>Nobody, as far as is known.</summary>
    public static TableHold Nobody { get; }

    /// <summary>This stream.</summary>
    public static TableHold Own { get; } = new(true, null);

    /// <summary>As the table was found; one that could not be looked at is as the status says.</summary>
    public static TableHold Of(ReconcileContext run, ReconcileDefaults defaults) =>
        TableClaims.OwnOf(run, defaults) is not null || (run.Table is null && run.Stream.Status?.CheckpointTable is not null) ? Own
        : run.Table?.Owner is { } owner && owner.Resource != run.Key.ToString() && (owner.Installation ?? defaults.Installation) == defaults.Installation ? new TableHold(false, owner.Resource)
        : Nobody;
}
