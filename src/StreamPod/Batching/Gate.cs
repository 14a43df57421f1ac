namespace KeyspacesStreamer.StreamPod.Batching;

/// <summary>Lets a fixed number of actions through at once.</summary>
internal sealed class Gate(int width) : IDisposable
{
    private readonly SemaphoreSlim _places = new(width, width);

    public int Width { get; } = width;

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await action(cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
