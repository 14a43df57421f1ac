using KeyspacesStreamer.Operator.Configuration;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Tests.Configuration;

public sealed class OptionsReaderTests
{
    private readonly Dictionary<string, string> _environment = new()
    {
        ["POD_NAMESPACE"] = "keyspaces-streamer-system",
        ["STREAMER_IMAGE"] = "registry.example:5000/streampod:0.1.0",
        ["AWS_REGION"] = "eu-west-1",
    };

    [Fact]
    public void Read_WhatIsRequired_GivesTheDefaults() =>
        Assert.Equal(
            new OperatorOptions { PodName = "a-machine", PodNamespace = "keyspaces-streamer-system", StreamerImage = "registry.example:5000/streampod:0.1.0", Region = "eu-west-1", WatchNamespaces = [] }.ToString(),
            Sound().ToString());

    [Fact]
    public void Read_Everything_IsTaken()
    {
        (string Name, string Value)[] written =
        [
            ("WATCH_NAMESPACES", "media, sport,media"), ("POD_NAME", "operator-7f9c"), ("AWS_ENDPOINT_URL_KEYSPACES", "http://streams:8080"), ("AWS_ENDPOINT_URL_ECR", "https://ecr.example"),
            ("ALLOWED_ENDPOINTS", "s3.internal, http://streams:8080"),
            ("RECONCILE_WORKERS", "64"), ("LEADER_ELECTION", "False"), ("STATUS_PORT", "0"), ("LOG_LEVEL", "debug"),
        ];
        Array.ForEach(written, pair => _environment[pair.Name] = pair.Value);

        var options = Sound();

        Assert.Equal(["media", "sport"], options.WatchNamespaces);
        Assert.Equal(("operator-7f9c", new Uri("http://streams:8080"), new Uri("https://ecr.example")), (options.PodName, options.KeyspacesEndpoint, options.EcrEndpoint));
        Assert.True(options.AllowedEndpoints.Allows(new Uri("https://s3.internal/")) && options.AllowedEndpoints.Allows(new Uri("http://streams:8080/")));
        Assert.Equal((64, false, 0, LogLevel.Debug), (options.ReconcileWorkers, options.LeaderElection, options.StatusPort, options.LogLevel));
    }

    [Fact]
    public void Read_NothingSet_NamesEverythingThatIsMissing()
    {
        _environment.Clear();

        Assert.Equal(
            [
                "POD_NAMESPACE: not set: write the pod's namespace, from fieldRef metadata.namespace; the Lease of the leader election lies there.",
                "STREAMER_IMAGE: not set: write the image of the stream pods, with a tag or a digest.",
                "AWS_REGION: not set: write the AWS region, such as eu-west-1. Fargate has no instance metadata to ask; it is set for pods whose ServiceAccount has the annotation eks.amazonaws.com/role-arn.",
            ],
            Problems());
    }

    [Theory]
    [InlineData("WATCH_NAMESPACES", "media,Sport", "write names of namespaces, separated by commas, or leave it out for all.")]
    [InlineData("POD_NAME", "a b", "write the pod's name, from fieldRef metadata.name.")]
    [InlineData("STREAMER_IMAGE", "registry.example:5000/streampod", "write the image of the stream pods, with a tag or a digest.")]
    [InlineData("AWS_ENDPOINT_URL_KEYSPACES", "streams:8080", "write an address that begins with https:// or http://, or leave it out.")]
    [InlineData("AWS_ENDPOINT_URL_ECR", "ftp://ecr", "write an address that begins with https:// or http://, or leave it out.")]
    [InlineData("ALLOWED_ENDPOINTS", "*.internal", "write addresses separated by commas, without path and wildcard: HOST or HOST:PORT for https, http://HOST:PORT for an address without encryption.")]
    [InlineData("RECONCILE_WORKERS", "0", "write a number from 1 to 64.")]
    [InlineData("RECONCILE_WORKERS", "65", "write a number from 1 to 64.")]
    [InlineData("LEADER_ELECTION", "yes", "write true or false.")]
    [InlineData("STATUS_PORT", "65536", "write a number from 0 to 65535.")]
    [InlineData("LOG_LEVEL", "2", "write one of Trace, Debug, Information, Warning, Error, Critical, None.")]
    public void Read_WrongValue_SaysWhatToWrite(string name, string value, string advice)
    {
        _environment[name] = value;

        Assert.Equal([$"{name}: '{value}': {advice}"], Problems());
    }

    [Fact]
    public void Read_ZoneForARegion_IsRefused()
    {
        _environment["AWS_REGION"] = "eu-west-1a";

        Assert.StartsWith("AWS_REGION: 'eu-west-1a': write the AWS region", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutLeaderElection_NeedsNoNamespace()
    {
        _environment["LEADER_ELECTION"] = "false";
        _environment.Remove("POD_NAMESPACE");

        Assert.Null(Sound().PodNamespace);
    }

    [Fact]
    public void Read_EmptyVariable_CountsAsNotSet()
    {
        _environment["RECONCILE_WORKERS"] = " ";

        Assert.Equal(8, Sound().ReconcileWorkers);
    }

    private OptionsResult Read() => OptionsReader.Read(name => _environment.GetValueOrDefault(name), "a-machine");

    private OperatorOptions Sound() => Read().Options ?? throw new InvalidOperationException(string.Join(' ', Problems()));

    private IEnumerable<string> Problems() => Read().Problems.Select(problem => problem.ToString());
}
