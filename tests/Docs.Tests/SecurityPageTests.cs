using System.Text.RegularExpressions;
using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Policies;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>The lists of permissions on the security page are those of the code.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly MarkdownPage Page = MarkdownPages.All.Single(page => page.Path == "docs/security.md");

    [Fact]
    public void Operator_HasThePermissionsOfTheCode() => Assert.Equal(ValuesOf(typeof(AwsActions)), ActionsUnder("### The operator"));

    [Fact]
    public void Pods_HaveThePermissionsOfTheCode() => Assert.Equal(ValuesOf(typeof(PodActions)), ActionsUnder("### The pods of a stream"));

    private static IEnumerable<string> ValuesOf(Type actions) => actions.GetFields()
        .Select(field => field.GetValue(null)).SelectMany(value => value as IEnumerable<string> ?? [$"{value}"]).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> ActionsUnder(string heading)
    {
        var section = Page.Text.Split($"{heading}\n")[1].Split("\n#")[0];
        return FirstCell().Matches(section).SelectMany(row => Action().Matches(row.Value)).Select(action => action.Groups["name"].Value).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^\| `[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex("`(?<name>[a-z0-9]+:[A-Za-z]+)`")]
    private static partial Regex Action();
}
