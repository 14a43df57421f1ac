using System.Globalization;

namespace KeyspacesStreamer.Simulation.Planting;

/// <summary>One of several parts of all planted faults; each fault is in exactly one.</summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Of">How many parts.</param>
internal sealed record HuntPart(int Number, int Of)
{
    public static HuntPart All { get; } = new(1, 1);

    /// <summary>The faults of this part. Neighbours, which break the same rule, are spread over all parts.</summary>
    public IEnumerable<PlantedFault> In(IEnumerable<PlantedFault> faults) => faults.Where((_, index) => index % Of == Number - 1);

    /// <param name="text">As in <c>2/4</c>.</param>
    /// <returns>Null when it is written in another way, or there is no such part.</returns>
    public static HuntPart? TryParse(string text) =>
        text.Split('/') is [var number, var of] && Parse(number) is { } first && Parse(of) is { } second && first >= 1 && first <= second ? new HuntPart(first, second) : null;

    private static int? Parse(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
