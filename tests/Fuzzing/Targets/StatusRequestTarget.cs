using System.Text;
using KeyspacesStreamer.StreamPod.Observability;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>What a neighbour sends to the status port: no request, or one whose parts are in what was sent.</summary>
internal sealed class StatusRequestTarget : IFuzzTarget
{
    public string Name => "status";

    public IReadOnlyList<string> Words { get; } = ["GET ", "HEAD ", " HTTP/1.1", "HTTP/1.0", "\r\n", "\r\n\r\n", "/healthz", "/metrics", "?", " ", "Host: a\r\n"];

    public void Check(ReadOnlySpan<byte> input)
    {
        if (StatusRequest.Parse(input) is not { } request)
        {
            return;
        }

        var text = Encoding.ASCII.GetString(input);
        BrokenInvariantException.Unless(request.Path.StartsWith('/') && !request.Path.Contains('?', StringComparison.Ordinal) && !request.Path.Contains(' ', StringComparison.Ordinal), "That is no path.");
        BrokenInvariantException.Unless(text.StartsWith($"{request.Method} {request.Path}", StringComparison.Ordinal), "The request was not sent.");
    }
}
