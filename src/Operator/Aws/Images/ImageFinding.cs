namespace KeyspacesStreamer.Operator.Aws.Images;

/// <summary>How far an image is known.</summary>
internal enum ImageFinding
{
    /// <summary>It was written with a digest.</summary>
    Pinned,

    /// <summary>Its tag was looked up in ECR.</summary>
    Resolved,

    /// <summary>Its registry is not one that is asked.</summary>
    AsWritten,

    /// <summary>ECR has no such repository or tag.</summary>
    Missing,
}
