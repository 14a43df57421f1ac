using KeyspacesStreamer.Operator.Controllers;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Controllers;

/// <summary>A controller over scripted feeds, whose terms begin and end as a test says.</summary>
internal sealed class ControllerFixture
{
    private Task _watching = Task.CompletedTask;

    public ControllerFixture(FakeTimeProvider clock, int workers)
    {
        Clock = clock;
        Watches = new StreamWatches(clock, new Random(1), Feeds, "v1", NullLogger<StreamWatches>.Instance);
        Metrics = new OperatorMetrics("1.2.3", "the-lease", workers);
        Controller = new StreamController(clock, new Random(2), Watches, Reconciler, workers, Metrics, Log);
    }

    public FakeTimeProvider Clock { get; }

    public ScriptedFeeds Feeds { get; } = new();

    public RecordingController Reconciler { get; } = new();

    public FakeLogger<StreamController> Log { get; } = new();

    public StreamWatches Watches { get; }

    public OperatorMetrics Metrics { get; }

    public StreamController Controller { get; }

    /// <summary>Runs a scenario on fake time, the watches beneath it; the scenario leads or not.</summary>
    public static Task RunAsync(Func<ControllerFixture, FakeTimeLoop, Task> scenario, int workers = 2, Action<ControllerFixture>? before = null, TimeSpan? step = null)
    {
        var clock = new FakeTimeProvider();
        return FakeTimeLoop.RunAsync(clock, async loop =>
        {
            using var stop = new CancellationTokenSource();
            var fixture = new ControllerFixture(clock, workers);
            before?.Invoke(fixture);
            fixture._watching = fixture.Watches.RunAsync(stop.Token);
            await scenario(fixture, loop);
            await stop.CancelAsync();
            await loop.UntilAsync("the watches end", () => fixture._watching.IsCompleted);
        }, step);
    }

    /// <summary>The same, leading from beginning to end, after the first look at these streams.</summary>
    public static Task LeadAsync(Func<ControllerFixture, FakeTimeLoop, Task> scenario, int workers, params string[] streams) => RunAsync(async (fixture, loop) =>
    {
        using var term = new CancellationTokenSource();
        Array.ForEach(streams, fixture.Feeds.Streams.Put);
        var leading = fixture.Controller.RunAsync(term.Token);
        await loop.UntilAsync("all streams were looked at", () => fixture.Reconciler.Seen.Count == streams.Length && fixture.Controller.InFlight.Count == 0);
        await scenario(fixture, loop);
        await term.CancelAsync();
        await loop.UntilAsync("the term ends", () => leading.IsCompleted);
    }, workers);

    /// <summary>Waits until the stream of that name, and nothing else, was looked at once more.</summary>
    public async Task SeesAsync(FakeTimeLoop loop, params string[] names)
    {
        var before = Reconciler.Seen.Count;
        await loop.UntilAsync($"{string.Join(", ", names)} looked at", () => Reconciler.Seen.Count >= before + names.Length, found: () => string.Join(", ", Reconciler.Seen));
        await loop.PassAsync(TimeSpan.FromMilliseconds(500));
        Assert.Equal(names, Reconciler.Seen.Skip(before));
    }

    /// <summary>Waits until everything that happened so far has reached the caches, by a change that must be seen.</summary>
    public async Task SeesNothingBeforeAsync(FakeTimeLoop loop, string witness)
    {
        Feeds.Streams.Put(SomeStream.Named(witness, generation: 99));
        await SeesAsync(loop, witness);
    }
}
