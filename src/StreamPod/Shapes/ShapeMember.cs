namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>One member of a wire object: its name, how it is written, and what is written where it is absent.</summary>
internal sealed class ShapeMember(string name, MemberKind kind, string absent)
{
    /// <summary>The name as text.</summary>
    public string Text { get; } = name;

    public byte[] Name { get; } = System.Text.Encoding.UTF8.GetBytes(name);

    /// <summary>The name in quotes and its colon.</summary>
    public byte[] Label { get; } = System.Text.Encoding.UTF8.GetBytes($"\"{name}\":");

    /// <summary>What stands for a value that is absent or null; empty where the value may not be absent.</summary>
    public byte[] Absent { get; } = System.Text.Encoding.UTF8.GetBytes(absent);

    /// <summary>The whole member as it stands where it is absent.</summary>
    public byte[] AbsentMember { get; } = System.Text.Encoding.UTF8.GetBytes($"\"{name}\":{absent}");

    public MemberKind Kind { get; } = kind;
}
