namespace KeyspacesStreamer.Contracts.Aws;

/// <summary>What the error code of an AWS service means for the one who asked.</summary>
public enum AwsErrorKind
{
    /// <summary>The service asks for fewer requests.</summary>
    Throttled,

    /// <summary>Passes by itself: the service failed, or the request was cut short or met another one.</summary>
    Passing,

    /// <summary>The body arrived otherwise than its checksum says; it is sent again.</summary>
    Damaged,

    /// <summary>The session's credentials ran out; the next request is signed with new ones.</summary>
    Expired,

    /// <summary>The clock that signed the request is wrong; the next request is signed by the service's time.</summary>
    ClockSkew,

    /// <summary>The caller is known and may not do this.</summary>
    Denied,

    /// <summary>The caller is not known: the service does not take the credentials.</summary>
    Identity,

    /// <summary>What was asked for does not exist.</summary>
    Missing,

    /// <summary>The bucket answers in another region than the one that was asked.</summary>
    OtherRegion,

    /// <summary>A KMS key is disabled, gone, or of the wrong kind.</summary>
    Key,

    /// <summary>An object in an archive class, whose content cannot be read before it is restored.</summary>
    Archived,

    /// <summary>An answer with a meaning of its own for the call that asked, such as a condition that does not hold.</summary>
    Outcome,

    /// <summary>The service does not take the request as it is.</summary>
    Refused,

    /// <summary>The answer names no error code, so it does not tell why: the answer to a HEAD, or of something on the way.</summary>
    Unexplained,
}
