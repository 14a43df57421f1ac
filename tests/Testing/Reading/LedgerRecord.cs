using System.Numerics;
using System.Text.Json;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>A record as the emulator's ledger tells it; of a trimmed one, only that it was there.</summary>
internal sealed record LedgerRecord(string ShardId, string SequenceNumber, BigInteger Number, JsonElement Record, bool IsTrimmed);
