namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>What a host name means.</summary>
/// <param name="Service">The service.</param>
/// <param name="Bucket">The bucket in the name; null for none.</param>
internal sealed record NamedService(LabService Service, string? Bucket);
