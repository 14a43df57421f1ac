namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>What a field of a row is in JSON.</summary>
internal enum JsonRole
{
    /// <summary>A member of an object, with a name of its own.</summary>
    Member,

    /// <summary>A value that follows what was before it: an element of an array, or what a key of a map stands for.</summary>
    Value,

    /// <summary>A key of a map: the name of a member.</summary>
    Name,
}
