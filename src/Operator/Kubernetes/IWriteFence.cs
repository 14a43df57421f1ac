namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Says whether this replica may still act. Asked right before each request: a process that stood still goes on in the middle of its work.</summary>
internal interface IWriteFence
{
    /// <param name="subject">What is about to be done, on what.</param>
    /// <exception cref="LeadershipLostException">It may not.</exception>
    void Require(string subject);
}
