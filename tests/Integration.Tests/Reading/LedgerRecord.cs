using System.Numerics;
using System.Text.Json;

namespace KeyspacesStreamer.Integration.Tests.Reading;

/// <summary>A record as the emulator's ledger tells it.</summary>
internal sealed record LedgerRecord(string ShardId, string SequenceNumber, BigInteger Number, JsonElement Record);
