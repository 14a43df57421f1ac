using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>A second manager writes its own image after each apply of the running operator: the condition names field and manager, on a real API server.</summary>
[Collection(OperatorCollection.Name)]
public sealed class ReturningDriftTests(OperatorStand stand)
{
    private const string Mirror = "mirror.example.com/streampod:1";
    private const string Patch = """{"spec":{"template":{"spec":{"containers":[{"name":"streampod","image":"mirror.example.com/streampod:1"}]}}}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Image_WrittenByAnotherManagerAfterEachApply_IsToldUntilItStops()
    {
        var stream = new QuietStream(stand, "contested");
        await stream.PrepareAsync();
        await using var running = await stream.StartOperatorAsync();
        await stream.ApplyAsync();
        await stream.UntilPendingAsync();
        var image = await ImageAsync(stream);

        await Phase.UntilAsync("the field is contested", async () => await RewriteAsync(stream), Token);
        var message = await stream.GetAsync("kcs contested", "{.status.conditions[?(@.type=='WorkloadReady')].message}");
        await Phase.UntilAsync("the field is settled", 2 * Phase.Patience, async () => await ReasonAsync(stream) is "DriftReturns" and var reason ? reason : null, Token);

        Assert.Contains("spec.template.spec.containers[name=streampod].image is changed again after every apply; metadata.managedFields names image-mirror.", message, StringComparison.Ordinal);
        Assert.Equal(image, await ImageAsync(stream));
    }

    /// <returns>Null once the condition tells it.</returns>
    private async Task<string?> RewriteAsync(QuietStream stream)
    {
        if (await ImageAsync(stream) != Mirror)
        {
            await stream.RunAsync("patch", "deploy", "contested-stream", "--type=strategic", "--field-manager=image-mirror", "-p", Patch);
        }

        return await ReasonAsync(stream) is "DriftReturns" ? null : await ReasonAsync(stream);
    }

    private Task<string> ReasonAsync(QuietStream stream) => stand.ReasonAsync(stream.Space, "contested", "WorkloadReady");

    private static Task<string> ImageAsync(QuietStream stream) => stream.GetAsync("deploy contested-stream", "{.spec.template.spec.containers[0].image}");
}
