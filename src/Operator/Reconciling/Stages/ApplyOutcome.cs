namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>What became of one object of a stream.</summary>
internal enum ApplyOutcome
{
    /// <summary>A watch shows it as it should be.</summary>
    Right,

    /// <summary>It was made or mended, or no watch shows it yet.</summary>
    Written,

    /// <summary>Somebody else's object has its name, and was left alone.</summary>
    Taken,
}
