using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Whether two statuses say the same, so that nothing is written when nothing changed.</summary>
internal static class StatusComparer
{
    public static bool AreSame(KeyspacesCdcStreamStatus? some, KeyspacesCdcStreamStatus? other) =>
        Scalars(some) == Scalars(other) && Conditions.AreSame(some?.Conditions, other?.Conditions);

    /// <summary>Whether they say the same but for figures that move all the time: they are worth a write now and then only.</summary>
    public static bool AreSameButForProgress(KeyspacesCdcStreamStatus? some, KeyspacesCdcStreamStatus? other) => AreSame(WithoutProgress(some), WithoutProgress(other));

    private static KeyspacesCdcStreamStatus? WithoutProgress(KeyspacesCdcStreamStatus? status) =>
        status is null ? null : status with { Lag = null, LastCommitTime = null, Records = null, Objects = null };

    // A list compares by reference; everything else of a status is a value.
    private static KeyspacesCdcStreamStatus Scalars(KeyspacesCdcStreamStatus? status) =>
        (status ?? new KeyspacesCdcStreamStatus()) with { Conditions = null, LastCommitTime = status?.LastCommitTime?.ToUniversalTime() };
}
