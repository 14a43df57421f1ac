namespace KeyspacesStreamer.StreamsEmulator.Faults;

/// <summary>What can be made to go wrong with a call.</summary>
internal enum FaultKind
{
    /// <summary>ThrottlingException.</summary>
    Throttle,

    /// <summary>InternalServerException, status 500.</summary>
    InternalError,

    /// <summary>Status 503 with an HTML page, as a load balancer answers.</summary>
    Unavailable,

    /// <summary>AccessDeniedException.</summary>
    AccessDenied,

    /// <summary>One of the errors that every operation can answer with, under its documented status; see <see cref="FaultRule.Error"/>.</summary>
    CommonError,

    /// <summary>The right answer's head and half of its body, then the end of the connection.</summary>
    CutBody,

    /// <summary>The right answer, late.</summary>
    Slow,

    /// <summary>ValidationException with ExpiredIterator (GetRecords) or ExpiredNextToken (listings).</summary>
    Expired,

    /// <summary>ValidationException with TrimmedDataAccess.</summary>
    Trimmed,

    /// <summary>GetRecords answers an empty page BEHIND_TIP.</summary>
    EmptyPage,

    /// <summary>The connection is reset without an answer.</summary>
    Reset,

    /// <summary>The right answer, but a text in one of its records holds a byte that is no UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The first half of the right answer, announced and ended as if it were all.</summary>
    TruncatedBody,

    /// <summary>Status 200 with an HTML page, as a proxy's portal answers.</summary>
    HtmlPage,
}
