using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation.Tests.Schedules;

/// <summary>One lease table never serves two, under any disaster: the second is refused, writes nothing, and the first one's objects stay exact.</summary>
public sealed class SecondInstallationTests
{
    private const int Schedules = 100;

    [Fact]
    public void Run_SameResourceWithAnotherBucket_IsRefusedAndTheFirstStaysExact() =>
        RequireRefused(settings => settings, settings => settings with { Destination = settings.Destination with { Bucket = "another-bucket" } });

    [Fact]
    public void Run_SameNamesInAnotherInstallation_IsRefusedAndTheFirstStaysExact() => RequireRefused(InInstallation("one"), InInstallation("other"));

    [Fact]
    public void Run_PodThatWasToldNoInstallation_IsRefusedAndTheFirstStaysExact() =>
        RequireRefused(InInstallation("one"), settings => settings with { Resource = settings.Resource with { Installation = null } });

    private static Func<StreamSettings, StreamSettings> InInstallation(string id) =>
        settings => settings with { Resource = settings.Resource with { Installation = id } };

    private static void RequireRefused(Func<StreamSettings, StreamSettings> first, Func<StreamSettings, StreamSettings> second)
    {
        var refused = 0;
        foreach (var seed in Enumerable.Range(1, Schedules))
        {
            var drawn = ScheduleGenerator.Of(seed);
            var schedule = drawn with { Settings = first(drawn.Settings), LaterSettings = drawn.LaterSettings is { } later ? first(later) : null };
            SecondInstallation? beside = null;

            var outcome = ScheduleRun.Of(schedule, prepare: run => beside = SecondInstallation.Beside(run, schedule, second));

            Assert.True(outcome.Violation is null, $"Seed {seed}: {outcome.Violation}");
            Assert.True(beside is { Objects: 0, Accepted: [] }, $"Seed {seed}: {beside?.Objects} objects in the second bucket; {string.Join(", ", beside?.Accepted ?? [])}");
            refused += beside!.Refused; // made by the run
        }

        Assert.True(refused >= Schedules, $"{refused} pods were refused in {Schedules} schedules.");
    }
}
