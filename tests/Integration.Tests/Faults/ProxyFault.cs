namespace KeyspacesStreamer.Integration.Tests.Faults;

/// <summary>What can happen to a request on its way to a service and back.</summary>
internal enum ProxyFault
{
    /// <summary>The service refuses it: overload, throttling, an internal error.</summary>
    Refused,

    /// <summary>The connection is reset before the service saw it.</summary>
    ResetBefore,

    /// <summary>The service did it, and the connection is reset instead of an answer.</summary>
    ResetAfter,

    /// <summary>The connection is reset, and the service does it some time later, as a request stuck in a queue.</summary>
    Late,

    /// <summary>The service gets it twice and the second answer counts, as when a library repeats it unseen.</summary>
    Twice,

    /// <summary>The answer ends in the middle of its body.</summary>
    CutBody,

    /// <summary>The answer comes late.</summary>
    Slow,
}
