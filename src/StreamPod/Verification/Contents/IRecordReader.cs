namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>Takes a stored object apart into its records: one for each format.</summary>
internal interface IRecordReader
{
    /// <summary>What the format calls a record: a line, or a row.</summary>
    string Unit { get; }

    /// <summary>Whether the file begins to be read at its end, so that all of it has to be at hand.</summary>
    bool NeedsWholeFile { get; }

    /// <summary>Gives each record, in the order of the file, to a sequence. What is wrong with a record is told there, and reading goes on.</summary>
    /// <param name="content">The bytes as they came; they need not be read to the end, and can be sought if <see cref="NeedsWholeFile"/>.</param>
    /// <param name="records">Takes the records.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>False when a compressed object came without its compression.</returns>
    /// <exception cref="InvalidDataException">The file is damaged; the message says what is wrong, and continues a sentence that begins with the object.</exception>
    Task<bool> ReadAsync(Stream content, RecordSequence records, CancellationToken cancellationToken);
}
