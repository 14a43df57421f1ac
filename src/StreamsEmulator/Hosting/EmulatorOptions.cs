using System.Net;
using KeyspacesStreamer.StreamsEmulator.Readers;
using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;
using KeyspacesStreamer.StreamsEmulator.Wire;

namespace KeyspacesStreamer.StreamsEmulator.Hosting;

/// <summary>Everything a server is started with.</summary>
internal sealed record EmulatorOptions
{
    /// <summary>Address to listen on. Default 127.0.0.1.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port to listen on; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Seed of shard names, empty pages and faults. Default 1.</summary>
    public int Seed { get; init; } = 1;

    public ServiceIdentity Identity { get; init; } = new("aws", "us-east-1", "123456789012");

    public StreamSettings Streams { get; init; } = new();

    public WireSettings Wire { get; init; } = new();

    public ReaderLimit Readers { get; init; } = new();

    /// <summary>Access keys that are refused everything from the start.</summary>
    public IReadOnlyList<string> DeniedAccessKeys { get; init; } = [];

    /// <summary>Whether each call is logged. Default false: only control actions.</summary>
    public bool IsVerbose { get; init; }
}
