namespace KeyspacesStreamer.Observability.Tests.Agent;

/// <summary>One line of an exposition.</summary>
/// <param name="Name">Name of the line, with the ending of a sum, count or bucket.</param>
/// <param name="Type">Type of its metric, as the TYPE line says.</param>
/// <param name="Labels">Labels of its own.</param>
internal sealed record Series(string Name, string Type, IReadOnlyDictionary<string, string> Labels);
