namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>What is behind a member of a wire object.</summary>
internal enum MemberKind
{
    /// <summary>A string or null.</summary>
    Text,

    /// <summary>A moment: a number of seconds, the same as a string, or ISO-8601 text; written as the number.</summary>
    CreatedAt,

    /// <summary>A string or null that decides the operation.</summary>
    Origin,

    /// <summary>The record's digits.</summary>
    SequenceNumber,

    /// <summary>A map of column name to bare value.</summary>
    Keys,

    /// <summary>A map of column name to cell.</summary>
    Cells,

    NewImage,
    OldImage,
    Metadata,

    /// <summary>A typed value or null.</summary>
    Value,

    /// <summary>A typed value that must be there.</summary>
    MapKey,
}
