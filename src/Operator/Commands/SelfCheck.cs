namespace KeyspacesStreamer.Operator.Commands;

/// <summary>One thing that must be so before the operator can work.</summary>
/// <param name="Name">What is looked at, in a few words.</param>
/// <param name="RunAsync">Looks at it.</param>
internal sealed record SelfCheck(string Name, Func<CancellationToken, Task<CheckFinding>> RunAsync);
