using System.Collections.Concurrent;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Cluster.Tests.Rights;

/// <summary>The shipped rights are enough for a stream's whole life, and each of them is needed for it.</summary>
[Collection(RightsCollection.Name)]
public sealed class NeededRightsTests(RightsCluster cluster)
{
    private const int AtOnce = 4;

    // What the admission plugin says that asks for it.
    private const string FinalizersWords = "cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RightsScope.Cluster)]
    [InlineData(RightsScope.Namespaced)]
    public async Task Life_WithTheShippedRights_IsRefusedNothing(RightsScope scope)
    {
        var key = new NamespacedName($"all-{WordOf(scope)}", "life");
        var refusals = new Refusals(_ => false);
        await using var rights = await GrantAsync(scope, key, []);
        var running = OperatorInside.Start(rights.Kubeconfig, refusals, key, scope == RightsScope.Cluster ? [] : [key.Namespace], cluster.DisruptionBudgetVersion);

        await new StreamLife(cluster, key).RunAsync(Token);
        await running.DisposeAsync();

        Assert.Empty(refusals.All);
        Assert.NotEmpty(refusals.Paths);
    }

    [Fact]
    public async Task Life_OneNamespaceIsWatched_NothingOutsideIsAskedFor()
    {
        var key = new NamespacedName("inside", "life");
        var refusals = new Refusals(_ => false);
        await using var rights = await GrantAsync(RightsScope.Namespaced, key, []);
        var running = OperatorInside.Start(rights.Kubeconfig, refusals, key, [key.Namespace], cluster.DisruptionBudgetVersion);

        await new StreamLife(cluster, key).RunAsync(Token);
        await running.DisposeAsync();

        var lease = $"/apis/coordination.k8s.io/v1/namespaces/{ShippedRights.OperatorNamespace}/leases";
        Assert.All(refusals.Paths, path => Assert.True(path.Contains($"/namespaces/{key.Namespace}/", StringComparison.Ordinal) || path.StartsWith(lease, StringComparison.Ordinal), path));
        Assert.Contains(refusals.Paths, path => path.EndsWith("/pods", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RightsScope.Cluster)]
    [InlineData(RightsScope.Namespaced)]
    public async Task Life_WithoutOneRight_IsRefusedJustThat(RightsScope scope)
    {
        IReadOnlyList<Right> all;
        await using (var rights = await GrantAsync(scope, new NamespacedName($"each-{WordOf(scope)}", "life"), []))
        {
            all = rights.All;
        }

        var found = new ConcurrentDictionary<Right, string>();
        await Parallel.ForEachAsync(all.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token }, async (numbered, token) =>
            found[numbered.Item] = await RefusalWithoutAsync(scope, new NamespacedName($"without-{WordOf(scope)}-{numbered.Index}", "life"), numbered.Item, token));

        Assert.True(found.Values.All(problem => problem.Length == 0), string.Join('\n', found.Where(pair => pair.Value.Length > 0).Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.Equal(all.Count, found.Count);
    }

    /// <returns>Empty when the server refused just this right; else what happened instead.</returns>
    private async Task<string> RefusalWithoutAsync(RightsScope scope, NamespacedName key, Right right, CancellationToken cancellationToken)
    {
        var refusals = new Refusals(said => IsRefusalOf(right, said));
        var life = new StreamLife(cluster, key);
        await using var rights = await GrantAsync(scope, key, [right]);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // One namespace, also with rights in all: several lives run side by side.
        await using var running = OperatorInside.Start(rights.Kubeconfig, refusals, key, [key.Namespace], cluster.DisruptionBudgetVersion);
        var living = life.RunAsync(ending.Token);
        await Task.WhenAny(living, refusals.Heard);
        await running.StopAsync();
        await ending.CancelAsync();
        await living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await life.CleanAsync(cancellationToken);
        return refusals.All.Where(said => !IsRefusalOf(right, said)).ToList() is [_, ..] others ? $"other refusals: {string.Join("; ", others)}"
            : refusals.Heard.IsCompleted ? ""
            : living.IsCompletedSuccessfully ? "nobody missed it"
            : $"nothing was refused, and the stream's life did not end: {living.Exception?.InnerException?.Message}";
    }

    private static bool IsRefusalOf(Right right, string said) => right switch
    {
        { Resource: StreamApi.Plural + "/finalizers" } => said.Contains(FinalizersWords, StringComparison.Ordinal),
        // Of an apply that would make the object the server says no more than this.
        { Verb: "create" } when said.EndsWith("is forbidden: ", StringComparison.Ordinal) => said.StartsWith($"{(right.Group.Length == 0 ? right.Resource : $"{right.Resource}.{right.Group}")} \"", StringComparison.Ordinal),
        _ => said.Contains($"cannot {right.Verb} resource \"{right.Resource}\" in API group \"{right.Group}\"", StringComparison.Ordinal),
    };

    private Task<ShippedRights> GrantAsync(RightsScope scope, NamespacedName key, IReadOnlyList<Right> lacking) =>
        ShippedRights.GrantAsync(cluster.Kubernetes, scope, key.Namespace, new AskedRequests(), $"-{key.Namespace}", lacking, Token);

    private static string WordOf(RightsScope scope) => scope == RightsScope.Cluster ? "cluster" : "namespaced";
}
