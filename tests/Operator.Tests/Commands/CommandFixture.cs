using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Operator.Tests.Doubles;

namespace KeyspacesStreamer.Operator.Tests.Commands;

/// <summary>The command line over an environment, streams and checks in memory.</summary>
internal sealed class CommandFixture : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public Dictionary<string, string> Environment { get; } = new() { ["POD_NAMESPACE"] = "system", ["STREAMER_IMAGE"] = "streampod:0.1.0", ["AWS_REGION"] = "eu-west-1" };

    public List<CheckFinding> Findings { get; } = [];

    /// <summary>What run was called with.</summary>
    public List<OperatorOptions> Runs { get; } = [];

    /// <summary>What policies were made for.</summary>
    public List<IamRequest> Requests { get; } = [];

    public InMemoryHeldStreams Held { get; } = new();

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    public Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(
        new CommandContext
        {
            Output = _output,
            Error = _error,
            ReadOptions = () => OptionsReader.Read(name => Environment.GetValueOrDefault(name), "a-machine"),
            Run = (options, _) =>
            {
                Runs.Add(options);
                return Task.FromResult(ExitCodes.DrainTimedOut);
            },
            MakePolicies = request =>
            {
                Requests.Add(request);
                return new IamPolicies($$"""{"for":"{{request.Stream.Metadata.Name}}"}""", request.OidcIssuer is null ? null : $$"""{"by":"{{request.OidcIssuer}}"}""")
                {
                    OperatorPolicy = request.Operator is null ? null : "{}",
                    OperatorTrustPolicy = request.Operator is null ? null : "{}",
                };
            },
            Region = Environment.GetValueOrDefault("AWS_REGION"),
            FindStream = (place, name, _) => Task.FromResult<KeyspacesCdcStream?>(name == "content" && place is null or SomeStream.Namespace ? SomeStream.Named(name) : null),
            HeldStreams = () => Held,
            Checks = _ => [.. Findings.Select((finding, number) => new SelfCheck($"check {number}", _ => Task.FromResult(finding)))],
        },
        arguments,
        TestContext.Current.CancellationToken);
}
