namespace KeyspacesStreamer.Chart.Tests.Values;

/// <summary>One value of values.yaml.</summary>
/// <param name="Path">Its keys, joined by dots.</param>
/// <param name="Default">What is behind the colon; nothing for a group of values.</param>
/// <param name="Comment">The comment above it, on one line.</param>
internal sealed record ValueLine(string Path, string Default, string Comment)
{
    public bool IsGroup => Default.Length == 0;
}
