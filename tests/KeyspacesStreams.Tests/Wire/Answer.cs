using System.Text;

namespace KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

/// <summary>What the server sends back to one request.</summary>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private static readonly Dictionary<string, string> JsonHeaders = new()
    {
        ["Content-Type"] = "application/x-amz-json-1.0",
        ["x-amzn-RequestId"] = "6f1c0de0-0000-4000-8000-000000009999",
    };

    /// <summary>After how many bytes of the body the connection is cut; null sends it all.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Whether the body is sent in chunks, without its length.</summary>
    public bool Chunked { get; init; }

    /// <summary>Whether the connection stays silent, but open, where it would be cut.</summary>
    public bool Stalls { get; init; }

    public static Answer Json(string body, int status = 200) => new(status, JsonHeaders, Encoding.UTF8.GetBytes(body));

    public static Answer Html(int status) =>
        new(status, new Dictionary<string, string> { ["Content-Type"] = "text/html" }, "<html>down</html>"u8.ToArray());

    /// <summary>A golden response or error.</summary>
    public static Answer Golden(params string[] path)
    {
        using var document = GoldenWire.Read(path);
        var root = document.RootElement;
        var headers = root.GetProperty("headers").EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!);
        return new(root.GetProperty("status").GetInt32(), headers, Encoding.UTF8.GetBytes(root.GetProperty("body").GetRawText()));
    }
}
