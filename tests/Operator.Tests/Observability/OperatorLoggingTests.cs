using System.Reflection;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace KeyspacesStreamer.Operator.Tests.Observability;

/// <summary>Log events keep to their numbers, and lines of a reconcile name its stream.</summary>
public sealed class OperatorLoggingTests
{
    [Fact]
    public void BeginStream_LinesWithin_CarryNamespaceAndName()
    {
        var logger = new FakeLogger();

        using (logger.BeginStream(new NamespacedName("media", "content")))
        {
            logger.Listed("pods", 1);
        }

        var scope = Assert.IsType<IEnumerable<KeyValuePair<string, object?>>>(Assert.Single(logger.LatestRecord.Scopes), exactMatch: false);
        Assert.Equal([new("Namespace", "media"), new("Name", "content")], scope);
    }

    [Fact]
    public void Messages_AreSentencesWithDistinctNumbers()
    {
        var events = typeof(LogMessages).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()!) // every method there is a message
            .ToList();

        Assert.Equal(events.Select(log => log.EventId).Distinct(), events.Select(log => log.EventId));
        Assert.All(events, log => Assert.Matches("^(\\{[A-Z]|[A-Z0-9]).*[.}:]$", log.Message));
        Assert.All(events, log => Assert.InRange(log.EventId, 1000, 2999));
    }

    [Fact]
    public void EventIds_AreDistinct()
    {
        var ids = typeof(EventIds).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (int)field.GetRawConstantValue()!).ToList(); // constants have values

        Assert.Equal(ids.Distinct(), ids);
    }
}
