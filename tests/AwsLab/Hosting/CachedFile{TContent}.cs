namespace KeyspacesStreamer.AwsLab.Hosting;

/// <summary>A file that is read again whenever it changes.</summary>
/// <typeparam name="TContent">What it holds.</typeparam>
/// <param name="path">The file.</param>
/// <param name="parse">Reads its text; throws <see cref="LabException"/> when it makes no sense.</param>
/// <param name="onProblem">Gets the message, once for each state of the file that makes no sense.</param>
internal sealed class CachedFile<TContent>(string path, Func<string, TContent> parse, Action<string> onProblem)
    where TContent : class
{
    private readonly Lock _turn = new();
    private (DateTime Written, long Length)? _state;
    private TContent? _content;

    /// <returns>Null when the file does not exist or makes no sense.</returns>
    public TContent? Read()
    {
        var file = new FileInfo(path);
        (DateTime, long)? state = file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
        lock (_turn)
        {
            if (state != _state)
            {
                (_state, _content) = (state, state is null ? null : Load());
            }

            return _content;
        }
    }

    private TContent? Load()
    {
        try
        {
            return parse(File.ReadAllText(path));
        }
        catch (Exception problem) when (problem is LabException or FileNotFoundException)
        {
            onProblem($"{path}: {problem.Message}");
            return null;
        }
    }
}
