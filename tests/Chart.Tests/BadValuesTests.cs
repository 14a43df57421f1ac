using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Chart.Tests;

/// <summary>Values that cannot work are refused, by the schema or by a template, with what is wrong.</summary>
public sealed partial class BadValuesTests
{
    private static readonly string Folder = RepositoryRoot.PathOf("tests", "Chart.Tests", "BadValues");

    public static TheoryData<string> Files => new(Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Render_BadValues_IsRefusedWithTheMessage(string name)
    {
        var file = Path.Combine(Folder, $"{name}.yaml");
        var expected = Expectation().Match(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Groups["message"].Value;

        var answer = await Renderer.OwnAsync("-f", file);

        Assert.NotEqual(0, answer.Code);
        Assert.NotEmpty(expected);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\A# expect: (?<message>.+)$", RegexOptions.Multiline)]
    private static partial Regex Expectation();
}
