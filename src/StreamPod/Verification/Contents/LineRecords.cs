using System.IO.Pipelines;
using KeyspacesStreamer.Contracts.Settings;
using ZstdSharp;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The records of an object of JSON Lines.</summary>
internal sealed class LineRecords(PlaceFields fields, ObjectCompression compression) : IRecordReader
{
    /// <summary>Each line is a JSON object.</summary>
    private const byte LineStart = (byte)'{';

    public string Unit => "line";

    public bool NeedsWholeFile => false;

    public async Task<bool> ReadAsync(Stream content, RecordSequence records, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(content, new StreamPipeReaderOptions(leaveOpen: true));
        var isAsStored = compression == ObjectCompression.None || await BeginsCompressedAsync(pipe, cancellationToken);
        await using var stored = pipe.AsStream();
        await using var unpacked = isAsStored ? Unpacked(stored) : stored;
        try
        {
            await ReadLinesAsync(unpacked, records, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException($"cannot be decompressed ({exception.Message.TrimEnd('.')})", exception);
        }

        return isAsStored;
    }

    private Stream Unpacked(Stream stored) => compression switch
    {
        ObjectCompression.None => stored,
        ObjectCompression.Gzip or ObjectCompression.GzipFile => new GzipContent(stored),
        ObjectCompression.Zstd => new DecompressionStream(stored, leaveOpen: true),
        _ => throw new InvalidOperationException($"No lines are compressed by {compression}."),
    };

    private async Task ReadLinesAsync(Stream unpacked, RecordSequence records, CancellationToken cancellationToken)
    {
        var lines = new LineReader(unpacked);
        while (await lines.ReadAsync(cancellationToken))
        {
            try
            {
                records.Add(RecordLine.PlaceOf(lines.Line.Span, fields));
                if (fields.IsRow && records.Fields.Count == 0)
                {
                    RecordLine.AddFields(lines.Line.Span, records.Fields);
                }
            }
            catch (FormatException exception)
            {
                records.AddUnreadable(exception.Message);
            }

            if (!lines.IsComplete)
            {
                records.ReportLast("has no line feed, so the file ends within it");
            }
        }
    }

    /// <summary>Whether the bytes may be compressed: they are not when they begin as a line does. What is damaged is found when it is unpacked.</summary>
    private static async Task<bool> BeginsCompressedAsync(PipeReader pipe, CancellationToken cancellationToken)
    {
        var first = await pipe.ReadAtLeastAsync(1, cancellationToken);
        var isCompressed = first.Buffer.IsEmpty || first.Buffer.FirstSpan[0] != LineStart;
        pipe.AdvanceTo(first.Buffer.Start);
        return isCompressed;
    }
}
