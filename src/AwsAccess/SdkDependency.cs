namespace KeyspacesStreamer.AwsAccess;

/// <summary>One thing that the SDK loads by reflection unless it is registered, and what this product does about it.</summary>
/// <param name="Method">Method of <see cref="Amazon.RuntimeDependencies.GlobalRuntimeDependencyRegistry"/> that registers it, as the SDK's exception names it.</param>
/// <param name="Purpose">What the SDK needs it for.</param>
/// <param name="Instead">What a user does who would need it; null when it is registered.</param>
public sealed record SdkDependency(string Method, string Purpose, string? Instead)
{
    /// <summary>Whether the product registers it.</summary>
    public bool IsRegistered => Instead is null;
}
