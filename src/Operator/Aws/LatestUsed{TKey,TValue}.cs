using System.Diagnostics.CodeAnalysis;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>A bounded number of values by their keys; the one that was used the longest ago makes room. Not safe for several threads.</summary>
/// <param name="max">How many there are at most.</param>
internal sealed class LatestUsed<TKey, TValue>(int max)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _places = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new();

    public int Count => _places.Count;

    public IEnumerable<TValue> Values => _order.Select(pair => pair.Value);

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_places.TryGetValue(key, out var place))
        {
            value = default;
            return false;
        }

        _order.Remove(place);
        _order.AddLast(place);
        value = place.Value.Value;
        return true;
    }

    /// <returns>The value that had to go, of this key or of another; the default when none had to.</returns>
    public TValue? Put(TKey key, TValue value)
    {
        var gone = _places.TryGetValue(key, out var place) || (_places.Count >= max && (place = _order.First) is not null) ? place : null;
        if (gone is not null)
        {
            _order.Remove(gone);
            _places.Remove(gone.Value.Key);
        }

        _places[key] = _order.AddLast((key, value));
        return gone is null ? default : gone.Value.Value;
    }
}
