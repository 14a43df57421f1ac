namespace KeyspacesStreamer.StreamsEmulator.Faults;

/// <summary>The ordered faults and whom they hit: the same calls in the same order meet the same faults.</summary>
internal sealed class FaultPlan(int seed)
{
    private readonly Lock _gate = new();
    private readonly List<OrderedFault> _faults = [];
    private int _ordered;

    public void Order(FaultRule rule)
    {
        if (rule.Probability is < 0 or > 1 or double.NaN)
        {
            throw new EmulatorException($"A fault's probability is 0 to 1, not {rule.Probability}.");
        }

        lock (_gate)
        {
            _faults.Add(new OrderedFault(rule, new Random(unchecked((seed * 397) + _ordered++))));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>What is ordered, and how often each has struck.</summary>
    public IReadOnlyList<FaultTally> Tally()
    {
        lock (_gate)
        {
            return [.. _faults.Select(fault => new FaultTally(fault.Rule, fault.Matched, fault.Struck))];
        }
    }

    /// <summary>The fault that hits this call, if any; the first ordered one wins.</summary>
    public FaultRule? Strike(string operation, string? shardId)
    {
        lock (_gate)
        {
            foreach (var fault in _faults)
            {
                if (fault.Strikes(operation, shardId))
                {
                    return fault.Rule;
                }
            }

            return null;
        }
    }

    private sealed class OrderedFault(FaultRule rule, Random random)
    {
        public FaultRule Rule { get; } = rule;

        public int Matched { get; private set; }

        public int Struck { get; private set; }

        public bool Strikes(string operation, string? shardId)
        {
            if ((Rule.Operation is { } wanted && wanted != operation)
                || (Rule.ShardId is { } shard && shard != shardId)
                || Struck >= Rule.Count)
            {
                return false;
            }

            var isHit = ++Matched > Rule.After && random.NextDouble() < Rule.Probability;
            Struck += isHit ? 1 : 0;
            return isHit;
        }
    }
}
