namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>One thing that is wrong with a settings document.</summary>
/// <param name="Path">Where it stands, for example <c>destination.rotation.maxAge</c>; empty for the document itself.</param>
/// <param name="Value">What is there now, as text; <c>(missing)</c> when nothing does.</param>
/// <param name="Message">What to write instead.</param>
public sealed record SettingsProblem(string Path, string Value, string Message)
{
    /// <summary>The value of a member that is not there.</summary>
    public const string Missing = "(missing)";

    /// <summary>The problem on one line: <c>path: value: message</c>.</summary>
    public override string ToString() => Path.Length == 0 ? $"{Value}: {Message}" : $"{Path}: {Value}: {Message}";
}
