namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>A field of a spec that this version cannot use.</summary>
internal sealed class InvalidSpecException : Exception
{
    /// <param name="path">The field, from <c>spec</c> on.</param>
    /// <param name="value">What is there.</param>
    /// <param name="wanted">What to write.</param>
    public InvalidSpecException(string path, string value, string wanted)
        : base($"{path}: {value}: write {wanted}.") => (Path, Value) = (path, value);

    /// <summary>The field, from <c>spec</c> on.</summary>
    public string Path { get; }

    /// <summary>What is there.</summary>
    public string Value { get; }
}
