namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>Where a field stands in a record.</summary>
/// <param name="Parent">The struct that holds it; null for the record itself.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct FieldPath(string? Parent, string Name)
{
    public override string ToString() => Parent is null ? Name : $"{Parent}.{Name}";
}
