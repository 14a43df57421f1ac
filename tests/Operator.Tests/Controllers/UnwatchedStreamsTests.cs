using System.Net;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Controllers;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.Tests.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Controllers;

/// <summary>Streams that an operator with some namespaces does not work on, and that wait for one, are told of when they come and when they go.</summary>
public sealed class UnwatchedStreamsTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLogger<UnwatchedStreams> _logger = new();
    private readonly ScriptedFeed<KeyspacesCdcStream> _everywhere = new("streams", name => SomeStream.Named(name));

    [Fact]
    public Task Look_HeldStreamsElsewhere_AreToldOnce() => RunAsync(async (streams, loop) =>
    {
        await loop.UntilAsync("they are seen", () => streams.Found.Live.Count > 0);
        await loop.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(["old/live"], Names(streams.Found.Live));
        Assert.Equal(["old/gone"], Names(streams.Found.Deleted));
        Assert.Equal(
            [
                (LogLevel.Warning, "2 streams outside WATCH_NAMESPACES carry the finalizer, 1 of them deleted and waiting: old/gone, old/live. "
                    + "Unless another operator works on them, write their namespaces into WATCH_NAMESPACES, or let them go with streamer-operator finalizers."),
            ],
            Lines());
    }, Held("old", "live"), Held("old", "gone", isDeleted: true), Held("media", "watched"), Held("old", "free", isHeld: false));

    [Fact]
    public Task Look_TheyAreGone_IsTold() => RunAsync(async (streams, loop) =>
    {
        await loop.UntilAsync("it is seen", () => streams.Found.Live.Count == 1);

        _everywhere.Delete(Held("old", "live"));
        await loop.UntilAsync("it is gone", () => streams.Found.Live.Count == 0, UnwatchedStreams.Pause * 2);

        Assert.Null(streams.Found.Sentence);
        Assert.Equal((LogLevel.Information, "No stream outside WATCH_NAMESPACES carries the finalizer any more."), Lines()[^1]);
    }, Held("old", "live"));

    [Fact]
    public Task Look_MayNotSeeThem_IsToldOnceAndEndsNothing() => RunAsync(
        async (streams, loop) =>
        {
            await loop.UntilAsync("it is looked at again", () => streams.Found.Live.Count == 1, UnwatchedStreams.Pause * 3);

            Assert.Equal([LogLevel.Information, LogLevel.Warning], Lines().Select(line => line.Level));
        },
        () =>
        {
            _everywhere.FailNext(Forbidden());
            _everywhere.FailNext(Forbidden());
        },
        Held("old", "live"));

    [Fact]
    public Task Look_ServerIsAway_WhatWasFoundStands() => RunAsync(async (streams, loop) =>
    {
        await loop.UntilAsync("it is seen", () => streams.Found.Live.Count == 1);

        _everywhere.FailNext(new HttpRequestException("connection refused"));
        await loop.UntilAsync("the failure is told", () => Lines().Length == 2, UnwatchedStreams.Pause * 2);

        Assert.Single(streams.Found.Live);
        Assert.Equal((LogLevel.Warning, "Streams outside WATCH_NAMESPACES could not be listed; retrying in 600 s: connection refused"), Lines()[^1]);
    }, Held("old", "live"));

    [Fact]
    public void Sentence_ManyStreams_NamesTen()
    {
        var keys = Enumerable.Range(10, 12).Select(number => new NamespacedName("old", $"s{number}")).ToArray();

        Assert.Contains(": old/s10, old/s11, old/s12, old/s13, old/s14, old/s15, old/s16, old/s17, old/s18, old/s19 and 2 more. ", new UnwatchedFinding(keys, []).Sentence, StringComparison.Ordinal);
    }

    private static ApiServerException Forbidden() => new(
        HttpStatusCode.Forbidden, "Forbidden", "List streams: keyspacescdcstreams.keyspaces-streamer.dev is forbidden: User \"operator\" cannot list resource \"keyspacescdcstreams\" at the cluster scope");

    private static string[] Names(IEnumerable<NamespacedName> keys) => [.. keys.Select(key => key.ToString())];

    private static KeyspacesCdcStream Held(string space, string name, bool isDeleted = false, bool isHeld = true)
    {
        var stream = SomeStream.Named(name);
        stream.Metadata.NamespaceProperty = space;
        stream.Metadata.Finalizers = isHeld ? [StreamApi.Finalizer] : [];
        stream.Metadata.DeletionTimestamp = isDeleted ? new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc) : null;
        return stream;
    }

    private (LogLevel Level, string Message)[] Lines() => [.. _logger.Collector.GetSnapshot().Select(line => (line.Level, line.Message))];

    private Task RunAsync(Func<UnwatchedStreams, FakeTimeLoop, Task> test, params KeyspacesCdcStream[] present) => RunAsync(test, () => { }, present);

    private Task RunAsync(Func<UnwatchedStreams, FakeTimeLoop, Task> test, Action before, params KeyspacesCdcStream[] present) => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        Array.ForEach(present, _everywhere.Put);
        before();
        using var stop = new CancellationTokenSource();
        var streams = new UnwatchedStreams(_clock, _everywhere, ["media"], _logger);
        var running = streams.RunAsync(stop.Token);

        await test(streams, loop);

        await stop.CancelAsync();
        await loop.UntilAsync("it ends", () => running.IsCanceled);
    }, Step);
}
