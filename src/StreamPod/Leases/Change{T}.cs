namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>What a write does to one attribute: leave it, set it, or remove it.</summary>
internal readonly record struct Change<T>
{
    private Change(bool changes, T? value) => (IsMade, Value) = (changes, value);

    /// <summary>False (the default) leaves the attribute alone.</summary>
    public bool IsMade { get; }

    /// <summary>The new value; null removes the attribute.</summary>
    public T? Value { get; }

    /// <summary>Sets the attribute; null removes it.</summary>
    public static Change<T> To(T? value) => new(true, value);
}
