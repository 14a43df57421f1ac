using System.Buffers;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Aws;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>
/// Proves that a store which is not AWS's own S3 creates an object once: exactly-once rests on it, and a store that ignores If-None-Match would let one pod
/// write over another's object in silence.
/// </summary>
/// <remarks>One object below the head of the stream's keys, the same for ever: no role of a pod can delete. Its second creation must be refused, today and at each later start.</remarks>
internal static class CreateOnlyProof
{
    private const string Folder = "_probe/";

    private static readonly byte[] Text =
        """{"purpose":"A pod wrote this object to see that the store refuses to create it a second time. It holds no change, and may stay."}"""u8.ToArray();

    /// <summary>Whether the settings name a store of which that is not known.</summary>
    public static bool IsNeeded(DestinationSettings destination) =>
        destination.Endpoint is { IsFile: false } endpoint && !AwsHosts.Contain(endpoint.Host);

    /// <summary>Where the object stands: <c>media/media_content/_probe/create-only.json</c>.</summary>
    public static string KeyOf(StreamSettings settings) =>
        $"{KeyHead.Of(settings.Destination.Prefix, settings.Destination.KeyTemplate, settings.Source.Keyspace, settings.Source.Table)}{Folder}create-only.json";

    /// <summary>Whether a key is that of such an object, which is no part of a stream.</summary>
    public static bool IsProbe(string key) => key.EndsWith($"{Folder}create-only.json", StringComparison.Ordinal);

    /// <summary>Creates the object and sees that it cannot be created again.</summary>
    /// <exception cref="ObjectStoreException">It can; the exit code is that of a wrong setting.</exception>
    public static async Task RunAsync(IObjectStore store, StreamSettings settings, CancellationToken cancellationToken)
    {
        var content = new ReadOnlySequence<byte>(Text);
        var probe = new SealedObject
        {
            Key = KeyOf(settings), Content = content, ContentType = "application/json", Sha256 = ObjectSealing.HashOf(content), Metadata = new Dictionary<string, string>(),
        };
        // At later starts the first of the two is refused already.
        if (await store.TryCreateAsync(probe, cancellationToken) && await store.TryCreateAsync(probe, cancellationToken))
        {
            throw new ObjectStoreException(
                $"The store at destination.endpoint {settings.Destination.Endpoint} created {store.Name}/{probe.Key} twice, though each request said If-None-Match: *. It would let one pod write over the object of another, "
                + "and no record would be sure to be in exactly one object. Use a store that honours If-None-Match, such as Amazon S3.",
                ExitCodes.InvalidSettings, null);
        }
    }
}
