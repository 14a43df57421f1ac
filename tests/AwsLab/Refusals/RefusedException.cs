namespace KeyspacesStreamer.AwsLab.Refusals;

/// <summary>A request is refused; the service that was asked words it.</summary>
internal sealed class RefusedException : Exception
{
    public RefusedException(RefusalKind kind, string message)
        : base(message) => Kind = kind;

    /// <summary>An error that only one service knows.</summary>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="code">Its code.</param>
    /// <param name="message">Its message.</param>
    public RefusedException(int status, string code, string message)
        : base(message) => Own = new Refusal(status, code);

    public RefusedException(Refusal own, string message)
        : base(message) => Own = own;

    public RefusalKind? Kind { get; }

    public Refusal? Own { get; }
}
