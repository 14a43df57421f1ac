using KeyspacesStreamer.AwsLab.Identity;

namespace KeyspacesStreamer.AwsLab.Hosting;

/// <summary>A user's access key.</summary>
/// <param name="AccessKey">The key.</param>
/// <param name="Key">Whose it is.</param>
internal sealed record CallerKeyEntry(string AccessKey, CallerKey Key);
