namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>The options, or everything that is wrong with them.</summary>
/// <param name="Options">Null when there is a problem.</param>
/// <param name="Problems">All problems, in the order of the documentation.</param>
internal sealed record OptionsResult(OperatorOptions? Options, IReadOnlyList<OptionProblem> Problems);
