using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Where log messages are declared.</summary>
public sealed class LogMessagePlacesTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(LogMessagePlaces.Violations(Tree.CSharp));

    [Theory]
    [InlineData("[LoggerMessage(1, LogLevel.Debug, \"x\")] partial void X();", "declares a log message")]
    [InlineData("var x = LoggerMessage.Define<int>(LogLevel.Debug, 1, \"x\");", "declares a log message")]
    [InlineData("logger.LogInformation(\"x\");", "logs by LogInformation")]
    [InlineData("logger.Log(LogLevel.Error, \"x\");", "logs by Log")]
    public void Violations_LogElsewhere_IsNamed(string code, string expected) =>
        Verdict.Names(LogMessagePlaces.Violations([new SourceFile("src/StreamPod/Leases/LeaseTaker.cs", code)]), expected);

    [Theory]
    [InlineData("src/StreamPod/Observability/LogMessages.cs", "[LoggerMessage(1, LogLevel.Debug, \"x\")] partial void X();")]
    [InlineData("src/StreamPod/Leases/LeaseTaker.cs", "logger.LeaseTaken(shardId); Math.Log(2);")]
    public void Violations_MessageAtHomeOrCalled_IsClean(string path, string code) =>
        Verdict.IsClean(LogMessagePlaces.Violations([new SourceFile(path, code)]));
}
