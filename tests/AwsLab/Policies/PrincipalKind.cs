namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>Kinds of principals in a trust policy.</summary>
internal enum PrincipalKind
{
    /// <summary>An account, a role, a session or a user.</summary>
    Aws,

    /// <summary>An identity provider.</summary>
    Federated,

    /// <summary>A service of AWS.</summary>
    Service,
}
