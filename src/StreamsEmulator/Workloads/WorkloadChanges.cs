using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Workloads;

/// <summary>The endless, seeded sequence of changes of a workload; the version of a key rises with every write to it, through deletions too.</summary>
internal sealed class WorkloadChanges(Random random, int keys, int payloadBytes, int statics = 0)
{
    private readonly KeyState[] _keys = [.. Enumerable.Range(0, keys).Select(_ => new KeyState(MediaContent.Key(random)))];

    public ChangeDocument Next()
    {
        var key = Pick();
        if (statics > 0 && random.Next(100) < statics)
        {
            return WriteStatics(key);
        }

        if (!key.Exists)
        {
            key.Exists = true;
            return Write(key, RecordOperation.Insert, MediaContent.Whole(random, ++key.Version, payloadBytes));
        }

        var dice = random.Next(100);
        if (dice < 85)
        {
            var values = dice < 5
                ? MediaContent.Whole(random, ++key.Version, payloadBytes)
                : MediaContent.Partial(random, ++key.Version);
            return Write(key, RecordOperation.Update, values);
        }

        key.Exists = false;
        var operation = dice < 95 ? RecordOperation.Delete : RecordOperation.Expire;
        return new ChangeDocument { Operation = operation, Key = key.Key };
    }

    /// <summary>Half of all changes go to a tenth of the keys.</summary>
    private KeyState Pick()
    {
        var isHot = random.Next(2) == 0;
        return _keys[random.Next(isHot ? Math.Max(1, _keys.Length / 10) : _keys.Length)];
    }

    /// <summary>Half of the time the static columns alone, else a row with them.</summary>
    private ChangeDocument WriteStatics(KeyState key)
    {
        var values = MediaContent.Statics(random);
        if (random.Next(2) == 0)
        {
            return new ChangeDocument { Operation = RecordOperation.Update, Key = MediaContent.PartitionOf(key.Key), Values = values };
        }

        var operation = key.Exists ? RecordOperation.Update : RecordOperation.Insert;
        key.Exists = true;
        return Write(key, operation, MediaContent.Partial(random, ++key.Version).Concat(values).ToDictionary());
    }

    /// <summary>Every eighth insert carries a time to live, far enough off not to run out by itself.</summary>
    private ChangeDocument Write(KeyState key, RecordOperation operation, Dictionary<string, JsonElement> values) => new()
    {
        Operation = operation,
        Key = key.Key,
        Values = values,
        TtlSeconds = operation == RecordOperation.Insert && random.Next(8) == 0 ? 7 * 24 * 3600 : null,
    };

    private sealed class KeyState(Dictionary<string, JsonElement> key)
    {
        public Dictionary<string, JsonElement> Key { get; } = key;

        public bool Exists { get; set; }

        public long Version { get; set; }
    }
}
