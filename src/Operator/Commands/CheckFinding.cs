using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>What a check found.</summary>
/// <param name="Code">Exit code: <see cref="ExitCodes.Ok"/>, or what is wrong.</param>
/// <param name="Message">What was found, and what to do if it is wrong.</param>
internal sealed record CheckFinding(int Code, string Message)
{
    public static CheckFinding Good(string message) => new(ExitCodes.Ok, message);
}
