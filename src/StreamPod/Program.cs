using System.Security.Cryptography;
using KeyspacesStreamer.StreamPod.Commands;
using KeyspacesStreamer.StreamPod.Configuration;

using var signals = new StopSignals();
var clock = TimeProvider.System;
var random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
var context = new CommandContext
{
    Clock = clock,
    Output = Console.Out,
    Error = Console.Error,
    IsErrorTerminal = !Console.IsErrorRedirected,
    DefaultWorker = Environment.GetEnvironmentVariable("POD_NAME") ?? Environment.MachineName,
    OpenObjects = settings => Stores.OpenObjects(clock, random, settings),
    OpenLeases = settings => Stores.OpenLeases(clock, settings),
};
return await CommandLine.RunAsync(context, args, signals.Token);
