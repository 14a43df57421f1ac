namespace KeyspacesStreamer.Testing;

/// <summary>Where the checkout begins: the folder that holds Streamer.sln.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string PathOf(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Streamer.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Streamer.sln above {AppContext.BaseDirectory}.");
    }
}
