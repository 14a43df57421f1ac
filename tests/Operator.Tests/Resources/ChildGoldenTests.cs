using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>The objects of each sample as people can read them, under tests/Golden/children.</summary>
public sealed class ChildGoldenTests
{
    public static TheoryData<string> Samples => [.. StreamSamples.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Of_Sample_GivesItsObjects(string name)
    {
        var folder = RepositoryRoot.PathOf("tests", "Golden", "children", name);
        var files = OwnedResources.Of(StreamSamples.DesiredOf(name)).ToDictionary(child => $"{child.Kind.Plural}.yaml", child => YamlOutput.Of(child.Document));
        if (GoldenFile.IsUpdate)
        {
            Refresh(folder, files);
        }

        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(File.ReadAllText(Path.Combine(folder, file.Key)), file.Value));
    }

    private static void Refresh(string folder, Dictionary<string, string> files)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }
}
