namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>The text of a table's values on the wire, where the service's documentation leaves it open. What has no form goes over the wire as it was given.</summary>
internal sealed record ValueForms
{
    /// <summary>iso, days or unsigned; given as a date or as days since 1970. Default: as given.</summary>
    public DateForm? Date { get; init; }

    /// <summary>text or nanos; given as either. Default: as given.</summary>
    public TimeForm? Time { get; init; }

    /// <summary>millis, iso or cqlsh; given in ISO 8601 or as milliseconds. Default: as given.</summary>
    public TimestampForm? Timestamp { get; init; }

    /// <summary>text, iso or numbers; given as Cassandra's text, 1y2mo3d for example. Default: as given.</summary>
    public DurationForm? Duration { get; init; }

    /// <summary>java or c, for float and double. Default: as given.</summary>
    public FloatForm? Float { get; init; }

    /// <summary>What turns a value as it was given into its text on the wire; null when it stays as it is. Throws <see cref="FormatException"/> for what it cannot read.</summary>
    /// <param name="type">A scalar CQL type.</param>
    public Func<string, string>? WriterOf(string type) => type switch
    {
        "date" when Date is { } form => text => DateText.Of(text, form),
        "time" when Time is { } form => text => TimeText.Of(text, form),
        "timestamp" when Timestamp is { } form => text => TimestampText.Of(text, form),
        "duration" when Duration is { } form => text => DurationText.Of(text, form),
        "double" when Float is { } form => text => FloatText.Of(text, isSingle: false, form),
        "float" when Float is { } form => text => FloatText.Of(text, isSingle: true, form),
        _ => null,
    };
}
