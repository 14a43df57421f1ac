namespace KeyspacesStreamer.Operator.Resources;

/// <summary>One thing that is wrong with a stream resource.</summary>
/// <param name="Path">The field, such as <c>spec.destination.bucket</c>.</param>
/// <param name="Text">The problem on one line: the field, what is there, and what to write.</param>
internal sealed record SpecProblem(string Path, string Text);
