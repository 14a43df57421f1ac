namespace KeyspacesStreamer.AwsLab.Refusals;

/// <summary>Status and code of an error.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code.</param>
/// <param name="ErrorCode">The reason inside a validation error of the streams API; null for none.</param>
internal sealed record Refusal(int Status, string Code, string? ErrorCode = null);
