namespace KeyspacesStreamer.Operator.WorkQueue;

/// <summary>Who takes turns for the workers, and how many of them one may have at once.</summary>
/// <param name="OwnerOf">Whose an item is; owners take turns.</param>
/// <param name="Most">Items of one owner that are in hand at once, however many wait; of the only owner there was, any number.</param>
internal sealed record FairShare<T>(Func<T, string> OwnerOf, int Most)
{
    /// <summary>All items are one owner's.</summary>
    public static FairShare<T> Unlimited { get; } = new(_ => "", int.MaxValue);

    /// <summary>Three quarters of the workers for one owner, and never the last one unless it is the only one.</summary>
    public static FairShare<T> Of(Func<T, string> ownerOf, int workers) => new(ownerOf, Math.Max(1, Math.Min(workers - 1, (workers * 3 + 3) / 4)));
}
