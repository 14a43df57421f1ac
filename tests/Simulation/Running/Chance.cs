namespace KeyspacesStreamer.Simulation.Running;

/// <summary>
/// Small chance of its own for one decision: made from what the decision is about, so that leaving out one event of a run does not
/// change the luck of all that follow. (SplitMix64: https://prng.di.unimi.it/splitmix64.c)
/// </summary>
internal struct Chance
{
    private ulong _state;

    public Chance(int seed, ulong about, long number = 0) =>
        _state = unchecked(((ulong)(uint)seed * 0x9E3779B97F4A7C15) ^ (about * 0xD6E8FEB86659FD93) ^ ((ulong)number * 0xA0761D6478BD642F));

    /// <summary>A number for a name, the same in every process.</summary>
    public static ulong NumberOf(string name)
    {
        var number = 14695981039346656037UL;
        foreach (var letter in name)
        {
            number = unchecked((number ^ letter) * 1099511628211UL);
        }

        return number;
    }

    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 to <paramref name="end"/>, without it.</summary>
    public int Next(int end) => (int)(NextDouble() * end);

    public int Between(int least, int most) => least + Next(most - least + 1);

    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * NextDouble());

    public bool Happens(double probability) => NextDouble() < probability;

    public T OneOf<T>(params ReadOnlySpan<T> choices) => choices[Next(choices.Length)];

    private ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var bits = _state;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
