namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Asks a listing whether an object stands, where the role may list the bucket and not look at the object.</summary>
internal static class ObjectListing
{
    /// <returns>True when an object exists under exactly this key.</returns>
    public static async Task<bool> HoldsAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        await foreach (var listed in store.ListAsync(key, cancellationToken))
        {
            return listed.Key == key; // the first that begins with it
        }

        return false;
    }
}
