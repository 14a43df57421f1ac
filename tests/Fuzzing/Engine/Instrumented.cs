using KeyspacesStreamer.Testing.Reading;
using SharpFuzz;

namespace KeyspacesStreamer.Fuzzing.Engine;

/// <summary>A copy of this program in which the product's assemblies count the branches that they take.</summary>
internal static class Instrumented
{
    private static readonly string[] Products = ["streampod.dll", "streamer-operator.dll", "KeyspacesStreamer.KeyspacesStreams.dll", "KeyspacesStreamer.Contracts.dll"];

    /// <summary>Makes the copy in an empty folder.</summary>
    /// <returns>The program to run with <c>dotnet</c>.</returns>
    public static string CopyInto(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        foreach (var assembly in Products)
        {
            Instrument(Path.Combine(folder, assembly), _ => true);
        }

        Instrument(Path.Combine(folder, "Testing.dll"), type => type == typeof(PracticeReader).FullName);
        return Path.Combine(folder, "Fuzzing.dll");
    }

    private static void Instrument(string assembly, Func<string, bool> isMeant)
    {
        if (!Fuzzer.Instrument(assembly, isMeant, Options.Value).Any())
        {
            throw new InvalidOperationException($"Nothing in {assembly} was instrumented.");
        }
    }
}
