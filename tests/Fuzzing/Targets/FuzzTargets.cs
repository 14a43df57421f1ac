namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>All targets: every reader of bytes that come from the table's writers, from AWS, from a neighbour in the network or from a user's file.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new PageTarget(), new AnswerTarget(), new RecordTarget(), new RowTarget(), new LineTarget(), new AvroTarget(), new SettingsTarget(), new KeyTemplateTarget(), new StatusRequestTarget(), new PendingGroupTarget(), new LeaseItemTarget(),
    ];

    /// <summary>Targets with a fault in each, by which the engine is tried.</summary>
    public static IReadOnlyList<IFuzzTarget> Practice { get; } = [new PracticeTarget("fault"), new PracticeTarget("hang"), new PracticeTarget("crash")];

    public static IFuzzTarget? Find(string name) => All.Concat(Practice).FirstOrDefault(target => target.Name == name);
}
