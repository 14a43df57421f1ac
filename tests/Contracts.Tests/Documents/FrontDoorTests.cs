using System.Text.RegularExpressions;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Contracts.Tests.Documents;

/// <summary>README and runbook show a sound example and every exit code.</summary>
public sealed partial class FrontDoorTests
{
    private static readonly int[] Codes = [.. typeof(ExitCodes).GetFields().Select(field => (int)field.GetRawConstantValue()!).Order()]; // constants have values

    [Fact]
    public void Readme_SettingsExample_IsSound()
    {
        var example = JsonBlock().Match(TextOf("README.md")).Groups["json"].Value;

        Assert.Empty(SettingsDocument.Read(System.Text.Encoding.UTF8.GetBytes(example)).Problems);
    }

    [Fact]
    public void Readme_NamesEveryExitCode()
    {
        var sentence = ExitCodeSentence().Match(TextOf("README.md")).Value;

        Assert.Equal(Codes, Number().Matches(sentence).Select(match => int.Parse(match.Value, null)));
    }

    [Fact]
    public void Runbook_HasARowForEveryExitCode() =>
        Assert.Equal(Codes, ExitCodeRow().Matches(TextOf("docs/runbook.md")).Select(match => int.Parse(match.Groups["code"].Value, null)));

    private static string TextOf(string page) => File.ReadAllText(RepositoryRoot.PathOf(page));

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"Exit codes: .*?\.", RegexOptions.Singleline)]
    private static partial Regex ExitCodeSentence();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\| (?<code>[0-9]+) \|", RegexOptions.Multiline)]
    private static partial Regex ExitCodeRow();
}
