namespace KeyspacesStreamer.AwsLab.Refusals;

/// <summary>Status and code of an error.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code.</param>
internal sealed record Refusal(int Status, string Code);
