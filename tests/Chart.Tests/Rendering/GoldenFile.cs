using System.Diagnostics.CodeAnalysis;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Chart.Tests.Rendering;

/// <summary>A file that a text is compared with; UPDATE_GOLDEN=1 writes it again.</summary>
internal static class GoldenFile
{
    public static void Compare(string path, string text)
    {
        var file = RepositoryRoot.PathOf(path.Split('/'));
        if (MustRefresh())
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : $"{path} is missing; UPDATE_GOLDEN=1 writes it.", text);
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The edge of the tests: the switch is an environment variable.")]
    private static bool MustRefresh() => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";
}
