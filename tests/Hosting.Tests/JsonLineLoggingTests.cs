using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Hosting.Tests;

public sealed class JsonLineLoggingTests
{
    [Fact]
    public void CreateFactory_KeepsTheLevel()
    {
        using var factory = JsonLineLogging.CreateFactory(TimeProvider.System, LogLevel.Warning);

        var logger = factory.CreateLogger("one");

        Assert.True(logger.IsEnabled(LogLevel.Warning));
        Assert.False(logger.IsEnabled(LogLevel.Information));
    }
}
