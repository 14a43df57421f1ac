using System.Diagnostics.CodeAnalysis;

namespace KeyspacesStreamer.Operator.WorkQueue;

/// <summary>Items that wait, first come first served among those of one owner, and the owners in turn. Not safe for several threads.</summary>
internal sealed class Turns<T>(FairShare<T> share)
    where T : notnull
{
    private readonly Dictionary<string, Owner> _owners = new(StringComparer.Ordinal);
    private readonly LinkedList<Owner> _order = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Items that wait.</summary>
    public int Count { get; private set; }

    /// <summary>An item waits from now on.</summary>
    public void Add(T item, long since)
    {
        var owner = OwnerOf(item);
        owner.Waiting.Enqueue((item, since));
        Count++;
        if (owner.Place.List is null)
        {
            _order.AddLast(owner.Place);
        }
    }

    /// <summary>The item that is next, of an owner who may have one more in hand; it is not taken yet.</summary>
    public bool TryPeek([MaybeNullWhen(false)] out T item, out long since)
    {
        for (var place = _order.First; place is not null; place = place.Next)
        {
            // As long as there was only one owner, nobody else can be kept waiting.
            if (place.Value.InHand < share.Most || _seen.Count == 1)
            {
                (item, since) = place.Value.Waiting.Peek();
                return true;
            }
        }

        (item, since) = (default, 0);
        return false;
    }

    /// <summary>Takes the item that <see cref="TryPeek"/> showed: its owner's next turn comes after those of the others.</summary>
    public void Take(T item)
    {
        var owner = OwnerOf(item);
        owner.Waiting.Dequeue();
        owner.InHand++;
        Count--;
        _order.Remove(owner.Place);
        if (owner.Waiting.Count > 0)
        {
            _order.AddLast(owner.Place);
        }
    }

    /// <summary>An item that was taken is given back.</summary>
    public void Leave(T item)
    {
        var owner = OwnerOf(item);
        owner.InHand--;
        if (owner is { InHand: 0, Waiting.Count: 0 })
        {
            _owners.Remove(owner.Name);
        }
    }

    private Owner OwnerOf(T item)
    {
        var name = share.OwnerOf(item);
        if (!_owners.TryGetValue(name, out var owner))
        {
            _owners[name] = owner = new Owner(name);
            _seen.Add(name);
        }

        return owner;
    }

    /// <summary>One who has items.</summary>
    private sealed class Owner
    {
        public Owner(string name) => (Name, Place) = (name, new LinkedListNode<Owner>(this));

        public string Name { get; }

        public Queue<(T Item, long Since)> Waiting { get; } = new();

        public LinkedListNode<Owner> Place { get; }

        public int InHand { get; set; }
    }
}
