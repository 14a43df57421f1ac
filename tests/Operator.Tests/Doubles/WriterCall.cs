using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>One write as it was asked for.</summary>
/// <param name="Verb"><c>apply</c>, <c>status</c>, <c>finalizer</c>, <c>unfinalize</c>, <c>delete</c> or <c>event</c>.</param>
/// <param name="Kind">Plural of the kind, with its group; of an event its reason.</param>
/// <param name="Key">On what.</param>
internal sealed record WriterCall(string Verb, string Kind, NamespacedName Key)
{
    public override string ToString() => $"{Verb} {Kind} {Key}";
}
