namespace KeyspacesStreamer.Contracts.Leases;

/// <summary>Why a lease table is not somebody's own.</summary>
/// <param name="Part">What differs.</param>
/// <param name="Found">What the table says.</param>
/// <param name="Mine">What he who wants to work with it says; null when he says nothing.</param>
public sealed record OwnerDifference(OwnerPart Part, string Found, string? Mine)
{
    private const char NamespaceEnd = '/';

    /// <summary>The difference as the end of a sentence that begins with the table. A resource of another namespace is not named: its owner did not choose to be known here.</summary>
    public string Text => Part switch
    {
        OwnerPart.Resource when NamespaceOf(Found) == NamespaceOf(Mine) => $"belongs to resource {Found}, and this is {Mine}",
        OwnerPart.Resource => $"belongs to a resource of another namespace, and this is {Mine}",
        OwnerPart.Installation => $"belongs to the resource of this name in installation {Found}, and this is installation {Mine ?? "(none)"}",
        OwnerPart.Bucket => $"keeps the place of objects in bucket {Found}, and this stream writes to bucket {Mine ?? "(none)"}",
        OwnerPart.BucketOwner => $"keeps the place of objects in a bucket of account {Found}, and the bucket is expected in account {Mine ?? "(none)"}",
        _ => throw new InvalidOperationException($"{Part} is no part of an owner."),
    };

    private static string? NamespaceOf(string? resource) => resource?.Split(NamespaceEnd)[0];
}
