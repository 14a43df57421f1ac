namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>What is wrong with one variable of the environment.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">What it says; null when it is not set.</param>
/// <param name="Advice">What to write.</param>
internal sealed record OptionProblem(string Name, string? Value, string Advice)
{
    public override string ToString() => $"{Name}: {(Value is null ? "not set" : $"'{Value}'")}: {Advice}";
}
