namespace KeyspacesStreamer.Contracts;

/// <summary>Exit codes of <c>streampod</c>; the operator and scripts tell failures apart by them.</summary>
public static class ExitCodes
{
    /// <summary>Done; for <c>run</c> stopped as asked, everything committed and released.</summary>
    public const int Ok = 0;

    /// <summary>A fault nobody foresaw; the log names it. A restart may help.</summary>
    public const int Unexpected = 1;

    /// <summary>The settings document or the command line is wrong. A restart does not help.</summary>
    public const int InvalidSettings = 2;

    /// <summary>An AWS permission or the credentials are missing. A restart helps once they are granted.</summary>
    public const int MissingPermission = 3;

    /// <summary>The stream, the table or the bucket is not there, or CDC is off.</summary>
    public const int MissingResource = 4;

    /// <summary>The lease table belongs to another stream or resource, or has another key schema.</summary>
    public const int ForeignTable = 5;

    /// <summary><c>verify</c> found a gap, an overlap, a missing part or another broken promise.</summary>
    public const int VerificationFailed = 6;

    /// <summary>A stop was asked for and the open groups were not committed in time; nothing is lost, a successor finishes them.</summary>
    public const int DrainTimedOut = 7;

    /// <summary>The command was refused because it would harm: a lease that has an owner, for example. Nothing was changed.</summary>
    public const int Refused = 8;

    /// <summary>The service could not be reached: network, time-out, throttling beyond patience.</summary>
    public const int Unavailable = 9;
}
