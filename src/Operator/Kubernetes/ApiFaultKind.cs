namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>What a failed request to the API server means.</summary>
internal enum ApiFaultKind
{
    /// <summary>The server could not be reached, failed, or asks for fewer requests: trying again is right.</summary>
    Transient,

    /// <summary>The object changed in between, or is another one by the same name: look again and decide again.</summary>
    Conflict,

    /// <summary>The object, its namespace or its whole kind is not there: look again.</summary>
    Gone,

    /// <summary>A right is missing: a person is needed, trying again seldom.</summary>
    Forbidden,

    /// <summary>The server, or a policy of the cluster, does not take the object as it is: a person is needed.</summary>
    Refused,
}
