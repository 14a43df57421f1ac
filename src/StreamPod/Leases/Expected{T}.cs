namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>What a conditional write demands of one attribute: anything, a value, or absence.</summary>
internal readonly record struct Expected<T>
{
    private Expected(bool demanded, T? value) => (IsDemanded, Value) = (demanded, value);

    /// <summary>False (the default) accepts whatever is there.</summary>
    public bool IsDemanded { get; }

    /// <summary>The value that must be there; null demands absence.</summary>
    public T? Value { get; }

    /// <summary>Demands this value; null demands that the attribute is absent.</summary>
    public static Expected<T> Is(T? value) => new(true, value);
}
