using System.Security.Cryptography;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Hosting;
using KeyspacesStreamer.StreamPod.Commands;
using KeyspacesStreamer.StreamPod.Configuration;

SdkDependencies.Register();
using var signals = new StopSignals();
var clock = TimeProvider.System;
var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
using var credentials = new ProcessCredentials(clock, Environment.GetEnvironmentVariable, ProcessFaults.WhereCredentialsComeFrom) { Patience = TimeSpan.FromSeconds(30) };
var identity = ProcessIdentity.Read(Environment.GetEnvironmentVariable);
var context = new CommandContext
{
    Clock = clock,
    Random = random,
    Output = Console.Out,
    Error = Console.Error,
    IsErrorTerminal = !Console.IsErrorRedirected,
    DefaultWorker = identity.Worker,
    Run = async (settings, options, stop) =>
    {
        using var logs = JsonLineLogging.CreateFactory(clock, options.LogLevel);
        return await new PodHost(clock, random, identity with { Worker = options.Worker }, credentials, logs).RunAsync(settings, options.Port, stop);
    },
    OpenObjects = settings => Stores.OpenObjects(clock, random, settings, credentials),
    OpenLeases = settings => Stores.OpenLeases(clock, settings, credentials),
    OpenStream = (settings, cancellationToken) => StreamClients.OpenAsync(settings.Source, credentials, cancellationToken),
    ReadSchema = (source, endpoint, cancellationToken) => StreamClients.ReadSchemaAsync(source, endpoint, credentials, cancellationToken),
};
return await CommandLine.RunAsync(context, args, signals.Token);
