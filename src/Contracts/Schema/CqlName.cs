using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>Names as CQL writes them: in quotes unless they are lower-case words.</summary>
public static partial class CqlName
{
    /// <summary>The name as it stands in a statement.</summary>
    public static string Quoted(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Plain().IsMatch(name) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex Plain();
}
