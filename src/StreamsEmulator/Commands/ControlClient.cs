using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Control;

namespace KeyspacesStreamer.StreamsEmulator.Commands;

/// <summary>Talks to the control API of a running server for the command line.</summary>
internal sealed class ControlClient(Uri endpoint, TextWriter output, TextWriter error) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint, Timeout = Timeout.InfiniteTimeSpan };

    public Task<int> PostAsync<TOrder>(string path, TOrder order, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(order, options: ControlJson.Options), cancellationToken);

    public Task<int> PostAsync(string path, Stream body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, new StreamContent(body), cancellationToken);

    public Task<int> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, content: null, cancellationToken);

    public Task<int> DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, content: null, cancellationToken);

    public void Dispose() => _http.Dispose();

    /// <summary>Sends, and prints the answer as it comes; 1 when the server refuses or is not there.</summary>
    private async Task<int> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, ControlApi.Root + path) { Content = content };
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                await error.WriteLineAsync(await ReasonAsync(response, cancellationToken));
                return 1;
            }

            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                await output.WriteLineAsync(line);
            }

            return 0;
        }
        catch (HttpRequestException exception)
        {
            await error.WriteLineAsync($"The emulator at {_http.BaseAddress} does not answer: {exception.Message}");
            return 1;
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetProperty("error").GetString() ?? text;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"{(int)response.StatusCode} {text}";
        }
    }
}
