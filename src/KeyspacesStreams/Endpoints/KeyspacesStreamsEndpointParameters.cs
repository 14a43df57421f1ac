using Amazon.Runtime.Endpoints;

namespace Amazon.KeyspacesStreams.Endpoints;

/// <summary>What the address of the service depends on. There is no switch for dual stack: all its hosts are.</summary>
public class KeyspacesStreamsEndpointParameters : EndpointParameters
{
    /// <summary>Whether the host must use validated cryptography. Default: no.</summary>
    public bool? UseFIPS
    {
        get => (bool?)this[nameof(UseFIPS)];
        set => this[nameof(UseFIPS)] = value;
    }

    /// <summary>An address of one's own, which is before all rules. Cannot be combined with FIPS.</summary>
    public string? Endpoint
    {
        get => (string?)this[nameof(Endpoint)];
        set => this[nameof(Endpoint)] = value;
    }

    /// <summary>The region of the streams, such as <c>eu-west-1</c>.</summary>
    public string? Region
    {
        get => (string?)this[nameof(Region)];
        set => this[nameof(Region)] = value;
    }
}
