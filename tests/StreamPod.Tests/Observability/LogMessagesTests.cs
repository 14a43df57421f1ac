using System.Reflection;
using KeyspacesStreamer.StreamPod.Observability;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Tests.Observability;

/// <summary>Log events keep to their numbers.</summary>
public sealed class LogMessagesTests
{
    [Fact]
    public void Messages_AreSentencesWithDistinctNumbers()
    {
        var events = typeof(LogMessages).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()!)
            .ToList();

        Assert.Equal(events.Select(log => log.EventId).Distinct(), events.Select(log => log.EventId));
        Assert.All(events, log => Assert.Matches("^(\\{[A-Z]|[A-Z]).*[.}:]$", log.Message));
        Assert.All(events, log => Assert.InRange(log.EventId, 1000, 7999));
    }

    [Fact]
    public void EventIds_AreDistinct()
    {
        var ids = typeof(EventIds).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (int)field.GetRawConstantValue()!).ToList();

        Assert.Equal(ids.Distinct(), ids);
    }
}
