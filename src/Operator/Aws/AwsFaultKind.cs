namespace KeyspacesStreamer.Operator.Aws;

/// <summary>What the failure of an AWS call means.</summary>
internal enum AwsFaultKind
{
    /// <summary>The service could not be reached, or failed: trying again is right.</summary>
    Unavailable,

    /// <summary>The service asks for fewer requests.</summary>
    Throttled,

    /// <summary>A permission or the credentials are missing: a person is needed, trying again seldom.</summary>
    Denied,

    /// <summary>The service does not take the request: a person is needed.</summary>
    Refused,
}
