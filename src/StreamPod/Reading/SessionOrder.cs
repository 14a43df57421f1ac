using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>
/// The order of records within one session: from the opening of an iterator through all the iterators that follow from it. Numbers only grow there.
/// A new session may begin with records that were given before; a call that is made again with the same iterator belongs to the same place.
/// </summary>
internal sealed class SessionOrder(ShardId shardId)
{
    private byte[]? _newest;

    /// <summary>A new iterator was opened.</summary>
    public void Begin() => _newest = null;

    /// <summary>Hands the page on when every number of it follows the one before, or disposes of it.</summary>
    /// <param name="page">What the session gave next.</param>
    /// <param name="taken">The last record taken over, or null.</param>
    /// <exception cref="ShardHaltedException">A number does not follow: records may be missing where nobody would notice.</exception>
    public ShardPage Accept(ShardPage page, SequenceNumber? taken)
    {
        ReadOnlySpan<byte> newest = _newest;
        for (var index = 0; index < page.Count; index++)
        {
            var number = page.SequenceTextOf(index).Span;
            if (!newest.IsEmpty && SequenceNumber.Compare(number, newest) <= 0)
            {
                var problem = Broken(NumberOf(number), NumberOf(newest), taken);
                page.Dispose();
                throw problem;
            }

            newest = number;
        }

        _newest = page.Count > 0 ? newest.ToArray() : _newest;
        return page;
    }

    private ShardHaltedException Broken(SequenceNumber found, SequenceNumber newest, SequenceNumber? taken)
    {
        var seen = $"Shard {shardId}: {HaltReasons.OutOfOrder}: within one reading, record {found} came after record {newest}. ";
        return taken is { } last && found <= last
            ? new ShardHaltedException(
                seen + $"Everything up to {last} is taken over already, so it cannot be told from here whether {found} was. {HaltReasons.UntilRewound}: "
                + $"if the bucket holds {found}, 'streampod leases rewind' to the checkpoint; if not, to the last number before {found} that ends a group. Report it to AWS.")
            : new ShardHaltedException(
                seen + $"Nothing of that page was taken over; reading begins again after {taken?.Text ?? "the shard's beginning"} when the pod is restarted. Report it to AWS if it comes back.");
    }

    private static SequenceNumber NumberOf(ReadOnlySpan<byte> text) => SequenceNumber.Parse(System.Text.Encoding.ASCII.GetString(text));
}
