namespace KeyspacesStreamer.Operator.Aws.Policies;

/// <summary>A condition of a statement.</summary>
/// <param name="Operator">How it is compared, such as <c>StringEquals</c>.</param>
/// <param name="Key">What is compared.</param>
/// <param name="Value">With what.</param>
internal sealed record PolicyCondition(string Operator, string Key, string Value);
