using System.Reflection;
using System.Runtime.CompilerServices;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Stages;
using KeyspacesStreamer.Operator.Tests.Doubles;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Stages;

/// <summary>What the stages of a reconcile hand on never changes, and comes together in one place.</summary>
public sealed class StageResultsTests
{
    public static TheoryData<string> HandedOn =>
    [
        .. typeof(StageResult).Assembly.GetTypes()
            .Where(type => typeof(StageResult).IsAssignableFrom(type) || type == typeof(ReconcileContext) || type == typeof(SpecCheck) || type == typeof(AppliedResource) || type == typeof(AppliedResources))
            .Select(type => type.FullName!), // each has a name
    ];

    [Theory]
    [MemberData(nameof(HandedOn))]
    public void WhatIsHandedOn_Never_Changes(string name)
    {
        var type = typeof(StageResult).Assembly.GetType(name, throwOnError: true)!; // it throws

        var settable = type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(property => property.Name);

        Assert.Empty(settable);
        Assert.All(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), field => Assert.True(field.IsInitOnly || field.Name.StartsWith('<'), field.Name));
    }

    [Fact]
    public void HandedOn_Always_HasEveryStage() => Assert.True(HandedOn.Count >= 10, string.Join(", ", HandedOn.Select(row => row.Data)));

    [Fact]
    public void RequeueAfter_SeveralWishes_IsTheSmallest() =>
        Assert.Equal(TimeSpan.FromSeconds(2), (Some() with { Cutover = Cutover() with { RequeueAfter = TimeSpan.FromSeconds(2) }, Workload = Workload() with { RequeueAfter = TimeSpan.FromMinutes(1) } }).RequeueAfter);

    [Fact]
    public void RequeueAfter_NoWish_IsNone() => Assert.Null(Some().RequeueAfter);

    [Fact]
    public void Conditions_OfAllStages_AreThoseThatTheyDecide()
    {
        var results = Some() with
        {
            // What AWS says of stream, leases and columns is judged by the stages after it.
            Aws = new AwsResult { Stream = new() { Condition = Of("Stream") }, Table = new() { Condition = Of("Table") }, Leases = new() { Condition = Of("Leases") }, Columns = new() { Condition = Of("Columns") } },
            Cutover = Cutover() with { StreamResolved = Of("Cutover") },
        };

        Assert.Equal(["Spec", "Table", "Cutover", "Workload"], results.Conditions.Select(condition => condition.Type));
    }

    [Fact]
    public void Events_OfSeveralStages_ComeInTheirOrder()
    {
        var results = Some() with
        {
            Replicas = new ReplicaResult { Count = 1, Events = [Event("third")] },
            Aws = new AwsResult { Events = [Event("first")] },
            Cutover = Cutover() with { Events = [Event("second")] },
        };

        Assert.Equal(["first", "second", "third"], results.Events.Select(happened => happened.Reason));
    }

    [Fact]
    public void Applied_SeveralProblems_TheLastCounts()
    {
        var applied = AppliedResources.Of(
        [
            new AppliedResource { Outcome = ApplyOutcome.Taken, Problem = Of("First"), RequeueAfter = TimeSpan.FromSeconds(10) },
            new AppliedResource { Outcome = ApplyOutcome.Taken, Problem = Of("Last"), Contested = "a field", RequeueAfter = TimeSpan.FromSeconds(5) },
            new AppliedResource { Outcome = ApplyOutcome.Right },
        ]);

        Assert.Equal(("Last", TimeSpan.FromSeconds(5)), (applied.Problem?.Type, applied.RequeueAfter));
        Assert.Equal(["a field"], applied.Contested);
    }

    private static StageResults Some() => new()
    {
        Spec = new SpecResult { Addresses = null, SpecValid = Of("Spec") }, Aws = new AwsResult(), Cutover = Cutover(), Progress = new ProgressResult(), Replicas = new ReplicaResult { Count = 1 }, Workload = Workload(),
    };

    private static CutoverResult Cutover() => new() { StreamArn = null, StreamResolved = null };

    private static WorkloadResult Workload() => new() { WorkloadReady = Of("Workload") };

    private static ConditionResult Of(string type) => new(type, true, ConditionReasons.Valid, "Fine.");

    private static StreamEvent Event(string reason) => new() { Stream = SomeStream.Named("media"), IsWarning = false, Reason = reason, Action = "Act", Note = "It happened." };
}
