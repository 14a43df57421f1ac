namespace KeyspacesStreamer.Testing.Reading;

/// <summary>An object that S3 created: when it was asked to and when it had done it, as ticks of one clock.</summary>
internal sealed record PutEntry(string Key, string ShardId, long Began, long Done);
