namespace KeyspacesStreamer.Simulation.Planting;

/// <content>Memory, and places of gates.</content>
internal static partial class PlantedFaults
{
    private const string MemoryBudget = "Memory/MemoryBudget.cs";
    private const string Gate = "Memory/Gate.cs";

    private static PlantedFault[] Memory =>
    [
        new()
        {
            Name = "memory-given-back-wakes-nobody",
            What = "Readers that wait for memory are not let in when some is given back.",
            File = MemoryBudget,
            Find = "while (_waiters.First is",
            Replace = """while (!Planted.Is("memory-given-back-wakes-nobody") && _waiters.First is""",
        },
        new()
        {
            Name = "gate-place-lost",
            What = "A place behind a gate that falls to somebody who has given up waiting is lost.",
            File = Gate,
            Find = "_waiting.Remove(place);",
            Replace = """
                if (!Planted.Is("gate-place-lost"))
                {
                    _waiting.Remove(place);
                }

                """,
            Also = new(Gate, "next.Value.SetResult();", """
                if (!Planted.Is("gate-place-lost") || !next.Value.Task.IsCanceled)
                {
                    next.Value.SetResult();
                }

                """),
        },
        new()
        {
            Name = "gate-place-kept-by-a-failure",
            What = "Whoever fails behind a gate keeps the place.",
            File = Gate,
            Find = "return await action(cancellationToken);",
            Replace = """
                try
                {
                    return await action(cancellationToken);
                }
                catch when (Planted.Is("gate-place-kept-by-a-failure"))
                {
                    lock (_lock)
                    {
                        _free--;
                    }

                    throw;
                }
                """,
        },
        new()
        {
            Name = "pages-room-kept",
            What = "What a page was given of the memory budget is not given back.",
            File = "Memory/MemoryReservation.cs",
            Find = "public void Dispose() => Resize(0);",
            Replace = """public void Dispose() => Resize(Planted.Is("pages-room-kept") ? _left : 0);""",
        },
        new()
        {
            Name = "pages-admitted-without-room",
            What = "Pages are admitted whatever is held already.",
            File = MemoryBudget,
            Find = "private bool Fits(long bytes) =>",
            Replace = """private bool Fits(long bytes) => Planted.Is("pages-admitted-without-room") ||""",
        },
    ];
}
