using KeyspacesStreamer.Operator.Aws.Checkpoints;

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
    public static TableHold Of(CheckpointTable? table, ReconcileContext context, ReconcileDefaults defaults) =>
        TableClaims.OwnOf(table, context, defaults) is not null || (table is null && context.Stream.Status?.CheckpointTable is not null) ? Own
        : table?.Owner is { } owner && owner.Resource != context.Key.ToString() && (owner.Installation ?? defaults.Installation) == defaults.Installation ? new TableHold(false, owner.Resource)
        : Nobody;
}
