namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>Which build this is.</summary>
internal static class OperatorVersion
{
    public static readonly string Text = typeof(OperatorVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
