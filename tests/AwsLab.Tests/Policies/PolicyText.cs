using System.Text.Json;
using KeyspacesStreamer.AwsLab.Policies;

namespace KeyspacesStreamer.AwsLab.Tests.Policies;

/// <summary>Policies of the tests, written as JSON without its head.</summary>
internal static class PolicyText
{
    /// <param name="statements">The statements, with commas between them.</param>
    public static PolicyDocument Of(string statements) => PolicyReader.ReadIdentityPolicy(Document(statements), 0);

    public static PolicyDocument Trust(string statements) => PolicyReader.ReadTrustPolicy(Document(statements));

    public static Judgement Judge(string statements, string action, string resource, ContextKeys? keys = null) =>
        PolicyDocument.Judge([Of(statements)], action, resource, keys ?? new ContextKeys());

    private static JsonElement Document(string statements)
    {
        using var document = JsonDocument.Parse($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""");
        return document.RootElement.Clone();
    }
}
