using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Infrastructure.Tests.Provider;
using KeyspacesStreamer.Infrastructure.Tests.Terraform;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Infrastructure.Tests.Policies;

/// <summary>Terraform's outputs for a file of settings, as it would make them in the account 111122223333.</summary>
internal static class RenderedExample
{
    public const string Account = "111122223333";

    public static readonly string[] Files = ["terraform.tfvars.example", "examples/own-cluster.tfvars"];

    private static readonly ConcurrentDictionary<string, Lazy<Task<JsonObject>>> Rendered = new();

    /// <summary>Made once for a file, and read by many tests.</summary>
    public static Task<JsonObject> OutputsAsync(ProviderServer provider, string file)
    {
        TerraformCopy.Require();
        return Rendered.GetOrAdd(file, name => new Lazy<Task<JsonObject>>(async () => await OutputsOfAsync(provider, await File.ReadAllTextAsync(RepositoryRoot.PathOf("infrastructure", "terraform", name))))).Value;
    }

    /// <summary>The parts of an object by name, each as text.</summary>
    public static IReadOnlyDictionary<string, string> Texts(JsonNode? node) =>
        node?.AsObject().ToDictionary(part => part.Key, part => part.Value?.GetValueKind() == JsonValueKind.String ? part.Value.GetValue<string>() : part.Value?.ToJsonString() ?? "")
        ?? throw new InvalidDataException("Terraform has no such output.");

    /// <summary>The outputs for settings that stand in no file.</summary>
    public static Task<JsonObject> OutputsOfAsync(ProviderServer provider, string text) => OutputsOfAsync(provider, "terraform", text);

    /// <summary>The outputs of a module; variables that the text does not give are as in the module's own tests.</summary>
    public static async Task<JsonObject> OutputsOfAsync(ProviderServer provider, string module, string text)
    {
        TerraformCopy.Require();
        using var copy = new TerraformCopy(provider);
        var tests = copy.PathOf([.. module.Split('/'), "tests"]);
        var given = (await File.ReadAllTextAsync(Directory.EnumerateFiles(tests).Single(), TestContext.Current.CancellationToken)).Split("\nrun ")[0];
        Directory.Delete(tests, recursive: true);
        Directory.CreateDirectory(tests);
        var render = $"{given}\nrun \"render\" {{\nvariables {{\n{text}\n}}\n}}\n";
        await File.WriteAllTextAsync(Path.Combine(tests, "render.tftest.hcl"), render, TestContext.Current.CancellationToken);

        var answer = await copy.InitializedAsync(module, "test", "-json", "-verbose");

        Assert.True(answer.Code == 0, answer.All);
        var state = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)?["test_state"]).OfType<JsonObject>().Single();
        return new JsonObject(state["outputs"]?.AsObject().Select(output => KeyValuePair.Create(output.Key, output.Value?["value"]?.DeepClone())) ?? []);
    }
}
