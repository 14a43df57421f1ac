namespace KeyspacesStreamer.Testing.Leases;

/// <summary>A way in which a call of a lease table goes wrong.</summary>
internal enum LeaseFault
{
    /// <summary>Throws, and nothing has happened.</summary>
    ThrowBefore,

    /// <summary>Throws although the write has happened: a time-out on the way back.</summary>
    ThrowAfter,

    /// <summary>Answers false (for a read: nothing found), and nothing has happened.</summary>
    Refuse,
}
