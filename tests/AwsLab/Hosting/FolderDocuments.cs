using System.Text.Json;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Policies;

namespace KeyspacesStreamer.AwsLab.Hosting;

/// <summary>Reads the JSON files of the lab's folder.</summary>
internal static class FolderDocuments
{
    /// <exception cref="LabException">It is no role.</exception>
    public static Role Role(string name, string account, string json) => Read(json, role => new Role(
        name,
        Find(role, "account") ?? account,
        role.TryGetProperty("trust", out var trust) ? PolicyReader.ReadTrustPolicy(trust) : throw new LabException("A role has no trust."),
        Policies(role)));

    /// <exception cref="LabException">It is no user.</exception>
    public static CallerKeyEntry User(string name, string account, string json) => Read(json, user => new CallerKeyEntry(
        Text(user, "accessKeyId"),
        new CallerKey(new Caller(account, name, null) { Policies = Policies(user) }, Text(user, "secretAccessKey"), null, null)));

    /// <exception cref="LabException">It is no list of associations.</exception>
    public static IReadOnlyList<Association> Associations(string json) => Read<IReadOnlyList<Association>>(
        json, list => [.. list.EnumerateArray().Select(item => new Association(Text(item, "namespace"), Text(item, "serviceAccount"), Text(item, "role")))]);

    /// <exception cref="LabException">It is no table of images.</exception>
    public static IReadOnlyDictionary<string, string> Images(string json) => Read<IReadOnlyDictionary<string, string>>(
        json, table => table.EnumerateObject().ToDictionary(image => image.Name, image => image.Value.GetString() ?? ""));

    /// <returns>Annotations by <c>NAMESPACE/NAME</c>.</returns>
    /// <exception cref="LabException">It is no list of ServiceAccounts.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ServiceAccounts(string json) => Read<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(
        json, list => list.EnumerateArray().ToDictionary(item => $"{Text(item, "namespace")}/{Text(item, "name")}", Annotations));

    public static IReadOnlyDictionary<string, string> Annotations(JsonElement meta) =>
        meta.TryGetProperty("annotations", out var all) && all.ValueKind == JsonValueKind.Object
            ? all.EnumerateObject().ToDictionary(annotation => annotation.Name, annotation => annotation.Value.GetString() ?? "") : [];

    private static TContent Read<TContent>(string json, Func<JsonElement, TContent> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new LabException(problem.Message, problem);
        }
    }

    private static List<PolicyDocument> Policies(JsonElement owner) =>
        owner.TryGetProperty("policies", out var policies) ? [.. policies.EnumerateArray().Select(PolicyReader.ReadIdentityPolicy)] : [];

    private static string? Find(JsonElement shape, string member) => shape.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static string Text(JsonElement shape, string member) => Find(shape, member) ?? throw new LabException($"{member} is missing.");
}
