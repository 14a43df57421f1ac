namespace KeyspacesStreamer.Contracts;

/// <summary>One metric of a process: name, type, help text, unit and labels.</summary>
/// <param name="Name">Full name; our own begin with <c>keyspaces_cdc_</c>.</param>
/// <param name="Type">Kind of metric.</param>
/// <param name="Unit">Base unit: <c>records</c>, <c>bytes</c>, <c>seconds</c> and so on.</param>
/// <param name="Help">One sentence for the HELP line and the documentation.</param>
/// <param name="Labels">Labels; empty for most.</param>
public sealed record MetricDefinition(string Name, MetricType Type, string Unit, string Help, params IReadOnlyList<MetricLabel> Labels);
