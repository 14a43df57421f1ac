namespace KeyspacesStreamer.Testing.Objects;

/// <summary>What is asked of an object store.</summary>
internal enum ObjectOperation
{
    Check,
    Create,
    Find,
    List,
    Read,
}
