using Amazon.DynamoDBv2.Model;
using static KeyspacesStreamer.Contracts.Leases.LeaseAttributes;
using static KeyspacesStreamer.StreamPod.Leases.DynamoDb.LeaseItemValues;

namespace KeyspacesStreamer.StreamPod.Leases.DynamoDb;

/// <summary>Turns a guard and a change of a lease into one conditional write.</summary>
internal static class LeaseUpdate
{
    public static LeaseExpression From(in LeaseGuard guard, in LeaseChange change)
    {
        var expression = new LeaseExpression().DemandItem(exists: true);
        Demand(expression, guard);
        Change(expression, change);
        return expression;
    }

    private static void Demand(LeaseExpression expression, in LeaseGuard guard)
    {
        DemandText(expression, LeaseOwner, guard.Owner);
        DemandText(expression, LeaseAttributes.Checkpoint, guard.Checkpoint);
        DemandText(expression, PendingCheckpoint, guard.PendingCheckpoint);
        DemandText(expression, HandoffTo, guard.HandoffTo);
        if (guard.Counter is { } counter)
        {
            expression.Demand(LeaseCounter, Number(counter));
        }

        if (guard.PendingState.IsDemanded)
        {
            expression.Demand(PendingCheckpointState, guard.PendingState.Value is { } state ? Bytes(state) : null);
        }
    }

    private static void Change(LeaseExpression expression, in LeaseChange change)
    {
        SetText(expression, LeaseOwner, change.Owner);
        SetText(expression, PendingCheckpoint, change.PendingCheckpoint);
        SetText(expression, ChainTail, change.ChainTail);
        SetText(expression, HandoffTo, change.HandoffTo);
        SetText(expression, HaltReason, change.HaltReason);
        SetIfGiven(expression, LeaseAttributes.Checkpoint, change.Checkpoint is { } checkpoint ? Text(checkpoint.Text) : null);
        SetIfGiven(expression, CheckpointSubSequenceNumber, change.Checkpoint is null ? null : Number(0));
        SetIfGiven(expression, CaughtUpAt, change.CaughtUpAt is { } caughtUp ? Time(caughtUp) : null);
        SetIfGiven(expression, Lineage, change.Lineage is { } lineage ? Number(lineage) : null);
        SetIfGiven(expression, LastCommitAt, change.LastCommitAt is { } commit ? Time(commit) : null);
        SetIfGiven(expression, StreamArn, change.StreamArn is { } arn ? Text(arn) : null);
        SetIfGiven(expression, ChildShardIds, change.Children is { Count: > 0 } children ? LeaseItemValues.Shards(children) : null);
        SetIfGiven(expression, ParentShardId, change.Parents is { Count: > 0 } parents ? LeaseItemValues.Shards(parents) : null);
        SetIfGiven(expression, OwnerSwitchesSinceCheckpoint, change.ResetsOwnerSwitches is true ? Number(0) : null);
        if (change.PendingCheckpoint.IsMade)
        {
            expression.Set(PendingCheckpointSubSequenceNumber, change.PendingCheckpoint.Value is null ? null : Number(0));
        }

        if (change.PendingState.IsMade)
        {
            expression.Set(PendingCheckpointState, change.PendingState.Value is { } state ? Bytes(state) : null);
        }

        expression.Add(LeaseCounter, change.CounterStep);
        expression.Add(OwnerSwitchesSinceCheckpoint, change.ResetsOwnerSwitches is false ? 1 : 0);
        expression.Add(LeaseAttributes.Records, change.RecordsStep);
        expression.Add(LeaseAttributes.Objects, change.ObjectsStep);
    }

    private static void DemandText(LeaseExpression expression, string name, Expected<string> expected)
    {
        if (expected.IsDemanded)
        {
            expression.Demand(name, expected.Value is { } text ? Text(text) : null);
        }
    }

    private static void SetText(LeaseExpression expression, string name, Change<string> change)
    {
        if (change.IsMade)
        {
            expression.Set(name, change.Value is { } text ? Text(text) : null);
        }
    }

    private static void SetIfGiven(LeaseExpression expression, string name, AttributeValue? value)
    {
        if (value is not null)
        {
            expression.Set(name, value);
        }
    }
}
