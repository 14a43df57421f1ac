using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>Which stream a shard iterator reads: GetRecords names none, and is judged by it.</summary>
/// <param name="clock">Time, for how long an iterator is remembered.</param>
internal sealed class StreamIterators(TimeProvider clock)
{
    /// <summary>Longer than an iterator works.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(20);

    private readonly ConcurrentDictionary<Guid, string> _streams = new();
    private readonly ConcurrentQueue<(Guid Iterator, long Since)> _ages = new();

    /// <returns>ARN of the stream.</returns>
    /// <exception cref="RefusedException">The iterator was not given out by this lab, or long ago.</exception>
    public string StreamOf(string iterator) => _streams.GetValueOrDefault(KeyOf(Encoding.UTF8.GetBytes(iterator)))
        ?? throw new RefusedException(new Refusal(400, "ValidationException", "ExpiredIterator"), "The provided iterator is not known, or has expired.");

    /// <summary>Remembers the iterator that an answer of GetShardIterator or GetRecords holds.</summary>
    public void Learn(ReadOnlySpan<byte> answer, string stream)
    {
        var reader = new Utf8JsonReader(answer);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && (reader.ValueTextEquals("shardIterator"u8) || reader.ValueTextEquals("nextShardIterator"u8)))
            {
                reader.Read();
                if (reader.GetString() is { } iterator)
                {
                    Remember(KeyOf(Encoding.UTF8.GetBytes(iterator)), stream);
                }
            }
            else if (reader is { TokenType: JsonTokenType.StartArray, CurrentDepth: 1 })
            {
                reader.Skip();
            }
        }
    }

    private void Remember(Guid iterator, string stream)
    {
        if (_streams.TryAdd(iterator, stream))
        {
            _ages.Enqueue((iterator, clock.GetTimestamp()));
        }

        while (_ages.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Since) > Remembered && _ages.TryDequeue(out oldest))
        {
            _streams.TryRemove(oldest.Iterator, out _);
        }
    }

    private static Guid KeyOf(byte[] iterator) => new(SHA256.HashData(iterator).AsSpan(0, 16));
}
