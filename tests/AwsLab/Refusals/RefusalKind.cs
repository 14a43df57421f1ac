namespace KeyspacesStreamer.AwsLab.Refusals;

/// <summary>Reasons that each service words in its own way.</summary>
internal enum RefusalKind
{
    /// <summary>No policy allows it, or one denies it.</summary>
    AccessDenied,

    /// <summary>The session is over.</summary>
    ExpiredToken,

    /// <summary>Nobody has this access key.</summary>
    UnknownKey,

    /// <summary>The session token is not the one of the access key.</summary>
    InvalidToken,

    /// <summary>The signature is another one.</summary>
    BadSignature,

    /// <summary>The request is from another time.</summary>
    SkewedTime,

    /// <summary>Nobody signed it.</summary>
    MissingSignature,

    /// <summary>The signature lacks a part.</summary>
    IncompleteSignature,

    /// <summary>It is signed for another region or service.</summary>
    WrongScope,

    /// <summary>A body is another one than its hash says.</summary>
    BadPayload,

    /// <summary>A body has another checksum than the request says.</summary>
    BadChecksum,

    /// <summary>The input makes no sense.</summary>
    Malformed,

    /// <summary>There is no such operation.</summary>
    UnknownOperation,

    /// <summary>What lies behind the lab does not answer.</summary>
    Unavailable,
}
