namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>One HTTP answer of the status server.</summary>
internal sealed record StatusAnswer(int Code, string ContentType, ReadOnlyMemory<byte> Body)
{
    public const string Json = "application/json; charset=utf-8";
    public const string Text = "text/plain; charset=utf-8";
    public const string PrometheusText = "text/plain; version=0.0.4; charset=utf-8";

    public static StatusAnswer Say(int code, string sentence) => new(code, Text, System.Text.Encoding.UTF8.GetBytes(sentence + "\n"));

    /// <summary>The words after the code on the status line.</summary>
    public string Phrase => Code switch
    {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    };
}
