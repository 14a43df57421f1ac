using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>One stream, as a person with kubectl sees it.</summary>
[Collection(OperatorCollection.Name)]
public sealed class StreamTests(OperatorStand stand)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_MinimalStream_MakesItsObjectsAndFillsItsStatus()
    {
        await using var running = await stand.StartOperatorAsync("minimal");
        var space = await stand.SpaceAsync("minimal");
        await stand.TableAsync("shop", "minimal");

        await stand.ApplyAsync(space, stand.Manifest("minimal", "shop", "minimal"));
        await stand.UntilReasonAsync(space, "minimal", "StreamResolved", "StreamFound");
        await Phase.UntilAsync(
            "the Deployment is there",
            async () => await stand.GetAsync(space, "deployments minimal-stream", "{.spec.replicas}") is "1" ? null : await stand.GetAsync(space, "kcs minimal", "{.status}"),
            Token);

        Console.WriteLine(await stand.Kubernetes.RequireAsync("get", "kcs,deploy,cm,svc,pods,events", "-n", space, "-o", "wide"));
        Console.WriteLine(await stand.Kubernetes.RequireAsync("describe", "kcs", "-n", space));
        Console.WriteLine(running.Log);
    }
}
