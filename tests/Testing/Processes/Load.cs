using System.Text.Json;

namespace KeyspacesStreamer.Testing.Processes;

/// <summary>Changes that come until what is tested under them has happened, however long that takes on this machine.</summary>
internal sealed class Load
{
    // Far more than any test waits for: what ends it is the test.
    private const int Endless = 1_000_000;
    private const int Keys = 250;

    private readonly EmulatorProcess _emulator;
    private readonly int _id;

    private Load(EmulatorProcess emulator, int id) => (_emulator, _id) = (emulator, id);

    /// <summary>Starts changes.</summary>
    /// <param name="emulator">Where.</param>
    /// <param name="order">The members of a workload but its count: the rate, and whatever else differs from the defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<Load> StartAsync(EmulatorProcess emulator, object order, CancellationToken cancellationToken)
    {
        var whole = JsonSerializer.SerializeToNode(order)?.AsObject() ?? [];
        whole["count"] = Endless;
        whole["keys"] ??= Keys;
        return new Load(emulator, (await emulator.StartWorkAsync(whole, cancellationToken)).GetProperty("id").GetInt32());
    }

    /// <summary>Does something while changes come: some before it begins, and all the time until it has ended.</summary>
    /// <returns>How many changes were made.</returns>
    public static async Task<int> DuringAsync(EmulatorProcess emulator, object order, Func<Load, Task> work, CancellationToken cancellationToken)
    {
        var load = await StartAsync(emulator, order, cancellationToken);
        await load.UntilMoreAsync(1, cancellationToken);
        await work(load);
        return await load.EndAsync(cancellationToken);
    }

    /// <summary>Waits until so many more changes were made.</summary>
    public async Task UntilMoreAsync(int changes, CancellationToken cancellationToken)
    {
        var before = await MadeAsync(cancellationToken);
        await Phase.UntilAsync(
            $"{changes} more changes are made",
            async () => await MadeAsync(cancellationToken) is var made && made >= before + changes ? null : $"{made - before} were",
            cancellationToken);
    }

    /// <summary>Ends the changes.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        var figures = await _emulator.StopWorkAsync(_id, cancellationToken);
        return StateOf(figures) == "stopped" ? ChangesOf(figures) : throw new InvalidOperationException($"The load had ended before: {figures}");
    }

    private async Task<int> MadeAsync(CancellationToken cancellationToken)
    {
        var figures = await _emulator.GetAsync($"/workloads/{_id}", cancellationToken);
        return StateOf(figures) == "running" ? ChangesOf(figures) : throw new InvalidOperationException($"The load has ended: {figures}");
    }

    private static string? StateOf(JsonElement figures) => figures.GetProperty("state").GetString();

    private static int ChangesOf(JsonElement figures) => figures.GetProperty("changes").GetInt32();
}
