using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace KeyspacesStreamer.Testing.Documents;

/// <summary>A text that people have read and that is held to the code; UPDATE_GOLDEN=1 writes it again.</summary>
internal static class GoldenFile
{
    /// <summary>Whether the texts are written again instead of being compared.</summary>
    public static bool IsUpdate { get; } = IsAsked();

    /// <param name="path">Below the checkout, with slashes.</param>
    /// <param name="text">What the code gives.</param>
    public static void Compare(string path, string text)
    {
        var file = RepositoryRoot.PathOf(path.Split('/'));
        if (IsUpdate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a file has a folder
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : $"{path} is missing; UPDATE_GOLDEN=1 writes it.", text);
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The edge of the tests: the switch is an environment variable.")]
    private static bool IsAsked() => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";
}
