using System.Security.Cryptography;
using Amazon;
using Amazon.SecurityToken;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Hosting;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Operator.Kubernetes;

SdkDependencies.Register();
using var signals = new StopSignals();
var clock = TimeProvider.System;
using var credentials = new ProcessCredentials(clock, Environment.GetEnvironmentVariable, AwsFaults.WhereCredentialsComeFrom);
var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
var context = new CommandContext
{
    Output = Console.Out,
    Error = Console.Error,
    ReadOptions = () => OptionsReader.Read(Environment.GetEnvironmentVariable, Environment.MachineName),
    Run = new OperatorComposition(clock, random, Environment.GetEnvironmentVariable).RunAsync,
    MakePolicies = IamDocuments.Of,
    Region = Environment.GetEnvironmentVariable("AWS_REGION"),
    FindStream = new ClusterStreams(Environment.GetEnvironmentVariable).FindAsync,
    HeldStreams = () => new ClusterHeldStreams(OpenCluster()),
    Checks = options =>
    [
        .. new ClusterChecks(OpenCluster()).For(options),
        new UnwatchedCheck(() => new ClusterHeldStreams(OpenCluster())).For(options),
        new CredentialsCheck(() => new AmazonSecurityTokenServiceClient(credentials, RegionEndpoint.GetBySystemName(options.Region))).Create(),
    ],
};
return await CommandLine.RunAsync(context, args, signals.Token);

static k8s.Kubernetes OpenCluster() => ClusterConnection.Open(Environment.GetEnvironmentVariable, kubeconfig: null, observer: null);
