using System.Text;
using System.Text.Json;
using KeyspacesStreamer.RawStreams;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>The body of GetRecords: a refusal that says so, or the very records that another reader of JSON finds.</summary>
internal sealed class PageTarget : IFuzzTarget
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public string Name => "page";

    public IReadOnlyList<string> Words { get; } =
    [
        "\"changeRecords\":[", "\"nextShardIterator\":\"a\"", "\"iteratorDescription\":{\"iteratorPosition\":\"AT_TIP\"}", "\"sequenceNumber\":\"1\"", "\"createdAt\":1.5", "null", "\\u0031", "[[[[", "{\"a\":", "{}", "\\ud800",
    ];

    public void Check(ReadOnlySpan<byte> input)
    {
        RawPage page;
        try
        {
            page = RawPage.Parse(input);
        }
        catch (MalformedPageException)
        {
            return;
        }

        using (page)
        {
            CheckPlaces(page);
            if (page.IsUtf8)
            {
                CheckAgainstAnotherReader(page, input.ToArray());
            }
        }
    }

    private static void CheckPlaces(RawPage page)
    {
        var end = 0;
        foreach (var record in page.Records)
        {
            BrokenInvariantException.Unless(record.Offset >= end && record.Length > 0, "Records overlap.");
            end = record.Offset + record.Length;
            BrokenInvariantException.Unless(end <= page.BodyBytes, "A record goes over the end of the page.");
            BrokenInvariantException.Unless(page.Body.Span[record.Offset] == '{' && page.Body.Span[end - 1] == '}', "A record is no object.");
            BrokenInvariantException.Unless(page.SequenceNumberOf(record).Length > 0, "A record has an empty sequence number.");
        }
    }

    private static void CheckAgainstAnotherReader(RawPage page, byte[] input)
    {
        using var document = JsonDocument.Parse(input, Deep);
        var members = document.RootElement.EnumerateObject().ToLookup(NameOf, member => member.Value);
        var records = members["changeRecords"].SingleOrDefault() is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList() : [];
        BrokenInvariantException.Unless(records.Count == page.Count, $"The page has {records.Count} records, {page.Count} were found.");
        for (var index = 0; index < records.Count; index++)
        {
            var text = Encoding.UTF8.GetString(page.JsonOf(page[index]).Span);
            var number = records[index].EnumerateObject().Single(member => NameOf(member) == "sequenceNumber").Value.GetString();
            BrokenInvariantException.Unless(text == records[index].GetRawText(), $"Record {index} is another one.");
            BrokenInvariantException.Unless(page.SequenceNumberOf(page[index]) == number, $"Record {index} has another sequence number.");
        }

        var next = members["nextShardIterator"].SingleOrDefault() is { ValueKind: JsonValueKind.String } iterator ? iterator.GetString() : null;
        BrokenInvariantException.Unless(next == page.NextShardIterator, "The next iterator is another one.");
    }

    /// <summary>The name of a member; a name with escapes that are no text is none that anybody knows.</summary>
    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
