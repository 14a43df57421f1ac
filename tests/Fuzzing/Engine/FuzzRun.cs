using KeyspacesStreamer.Fuzzing.Targets;

namespace KeyspacesStreamer.Fuzzing.Engine;

/// <summary>Feeds one target with inputs; an input that takes a way none took before becomes one to make others from.</summary>
internal sealed class FuzzRun(IFuzzTarget target, CoverageMap coverage, CurrentInput current, Random random)
{
    private readonly List<byte[]> _inputs = [];
    private readonly Mutator _mutator = new(random, target.Words);

    /// <summary>How many inputs the target was given.</summary>
    public long Done { get; private set; }

    /// <summary>The inputs that each took a new way, first those of the corpus.</summary>
    public IReadOnlyList<byte[]> Kept => _inputs;

    public int Places => coverage.Places;

    /// <summary>Runs until the budget is spent or something is found.</summary>
    public Finding? Go(IReadOnlyList<byte[]> corpus, FuzzBudget budget)
    {
        foreach (var seed in corpus.Append([]))
        {
            if (Give(seed) is { } problem)
            {
                return new Finding(seed, problem.ToString());
            }
        }

        while (!budget.IsSpent(Done))
        {
            var input = _mutator.Next(_inputs);
            if (Give(input) is { } problem)
            {
                return Probe.Shortest(target, input, problem);
            }
        }

        return null;
    }

    private Exception? Give(byte[] input)
    {
        Done++;
        current.Set(target, input);
        CoverageMap.Clear();
        var problem = Probe.Try(target, input);
        if (coverage.TakeNew() || _inputs.Count == 0)
        {
            _inputs.Add(input);
        }

        return problem;
    }
}
