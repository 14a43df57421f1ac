namespace KeyspacesStreamer.AwsAccess;

/// <summary>Why a request could not be signed.</summary>
public enum CredentialsTrouble
{
    /// <summary>Nobody gave any: a person is needed.</summary>
    Absent,

    /// <summary>What names them is wrong: a missing file, a profile that does not exist, a process that fails. A person is needed.</summary>
    Broken,

    /// <summary>Who gives them out refused: a trust policy, for example. A person is needed.</summary>
    Refused,

    /// <summary>Who gives them out could not be reached, or failed: that passes.</summary>
    Unreachable,

    /// <summary>Who gives them out asks for fewer requests.</summary>
    Throttled,
}
