namespace KeyspacesStreamer.Integration.Tests.Faults;

/// <summary>How a service refuses a request for reasons that pass.</summary>
internal interface IFaultDialect
{
    string ContentType { get; }

    /// <summary>A status and the body that goes with it.</summary>
    (int Status, string Body) Refusal(string method, int dice);
}
