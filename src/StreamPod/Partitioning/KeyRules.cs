namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>How keys are written: the values of columns, and where records stand that cannot be encoded. What was prepared under one edition is finished under it.</summary>
internal enum KeyRules
{
    /// <summary>A text that reads <c>__null__</c> or <c>__empty__</c> shares the folder of null or of empty text, and a value that is too long for a key is refused.</summary>
    First,

    /// <summary>Such a text is escaped, and a value that is too long is cut and followed by its hash. All other keys are those of the first edition.</summary>
    Second,

    /// <summary>As the second; a record that cannot be encoded is below the head of the stream's keys, where it was at the prefix.</summary>
    Third,

    /// <summary>As the third, where the head of the keys ends with a folder. It ended with the beginning of a name, such as <c>dt=</c>.</summary>
    Fourth,
}
