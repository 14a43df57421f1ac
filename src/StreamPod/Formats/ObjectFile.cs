using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>What a stored object is to those who read it: the words of its headers and the ending of its key.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="ContentEncoding">What was done to the whole file, for clients to undo; null for nothing.</param>
/// <param name="Ending">What its key ends with, for example <c>.gz</c>; empty for what the template says.</param>
/// <param name="IsCompressedInside">Whether the format itself compresses, so that its bytes are stored as they were written.</param>
internal sealed record ObjectFile(string ContentType, string? ContentEncoding, string Ending, bool IsCompressedInside)
{
    private const string LinesEnding = ".json";

    /// <summary>The template of its keys: a typed file takes the place of <c>.json</c> at the end, so that the default template serves every format.</summary>
    public KeyTemplate TemplateOf(KeyTemplate template) => IsCompressedInside && template.Text.EndsWith(LinesEnding, StringComparison.OrdinalIgnoreCase)
        ? KeyTemplate.Parse(template.Text[..^LinesEnding.Length] + Ending)
        : template;
}
