using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>Whether a pending group that was read holds what the recovery builds on. A table can be written by others than pods.</summary>
internal static class PendingGroupCheck
{
    /// <summary>Everything that is wrong, by member; empty when it is sound.</summary>
    public static IReadOnlyList<string> ProblemsOf(PendingGroup pending)
    {
        var problems = new List<string>();
        Require(SequenceNumber.TryParse(pending.First, out _), "first must be a sequence number");
        Require(SequenceNumber.TryParse(pending.Last, out _), "last must be a sequence number");
        Require(pending.Records >= 0, "records must not be negative");
        Require(pending.Bytes >= 0, "bytes must not be negative");
        Require(pending.Objects >= 0, "objects must not be negative");
        Require(pending.Keys.All(key => !string.IsNullOrEmpty(key)), "keys must not be empty");
        var layout = pending.Layout;
        Require(!layout.Prefix.AsSpan().ContainsAnyInRange('\0', '\x1f'), "layout.prefix must not contain control characters");
        Require(KeyTemplate.TryParse(layout.KeyTemplate, out _, out var found), $"layout.keyTemplate {string.Join("; ", found)}");
        Require(layout.MaxRecords > 0, "layout.maxRecords must be positive");
        Require(layout.MaxBytes > 0, "layout.maxBytes must be positive");
        Require(Enum.IsDefined(layout.Format), "layout.format is not known");
        Require(Enum.IsDefined(layout.Record), "layout.record is not known");
        Require(Enum.IsDefined(layout.Compression), "layout.compression is not known");
        Require(!layout.HoldsRows || layout.SchemaHash is { Length: > 0 }, "layout.schemaHash is missing, which rows need");
        Require(layout.Columns is null || layout.Columns.All(column => column.Value is not null), "layout.columns must not be null");
        Require(Enum.IsDefined(layout.OnUnreadableRecord), "layout.onUnreadableRecord is not known");
        Require(Enum.IsDefined(layout.KeyRules), "layout.keyRules are not known");
        Require(Enum.IsDefined(layout.CutBy), "layout.cutBy is not known");
        return problems;

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
