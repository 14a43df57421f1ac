using System.Globalization;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.StreamPod.Tests.Values;

/// <summary>Makes types, and values of them: what they mean first, then one of the ways in which the wire may write that.</summary>
internal sealed class RandomValues(Random random)
{
    private static readonly string[] Scalars =
    [
        "ascii", "bigint", "blob", "boolean", "date", "decimal", "double", "duration", "float", "inet", "int", "smallint", "text", "time", "timestamp", "tinyint", "uuid", "varint",
    ];

    private static readonly string[] Words = ["", "a", "Summer time", "12345", "q\"uo\\te", "line\nfeed\ttab", "😀ünï", "\u0000\u0001\u2028/", "}],{["];

    /// <summary>A value object and what it means, as <c>tests/Golden/types/README.md</c> has it.</summary>
    public sealed record Pair(JsonNode? Wire, JsonNode? Value);

    public string NextType(int depth) => random.Next(depth > 0 ? 8 : 4) switch
    {
        4 => $"list<{NextType(depth - 1)}>",
        5 => $"set<frozen<{NextType(depth - 1)}>>",
        6 => $"map<{NextKey(depth - 1)}, {NextType(depth - 1)}>",
        7 => $"tuple<{string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => NextType(depth - 1)))}>",
        _ => Pick(Scalars),
    };

    public Pair Next(CqlType type) => random.Next(8) == 0 ? new Pair(null, null) : NextPresent(type);

    private string NextKey(int depth) => random.Next(3) == 0 && depth > 0 ? $"frozen<list<{Pick(Scalars)}>>" : Pick([.. Scalars.Where(scalar => scalar != "duration")]);

    private Pair NextPresent(CqlType type)
    {
        switch ($"{type.Kind}")
        {
            case "List" or "Set":
                var elements = Many(() => Next(type.Parts[0]));
                return new Pair(Wire(type, new JsonArray([.. elements.Select(Cell)])), new JsonArray([.. elements.Select(element => element.Value)]));
            case "Tuple":
                var fields = type.Parts.Select(Next).ToList();
                return new Pair(
                    Wire(type, new JsonArray([.. fields.Select(Cell)])),
                    new JsonObject(fields.Select((field, index) => KeyValuePair.Create($"field{index}", field.Value))));
            case "Map":
                var keys = Many(() => NextPresent(type.Parts[0])).DistinctBy(key => key.Value!.ToJsonString()).ToList();
                var values = keys.Select(_ => Next(type.Parts[1])).ToList();
                return new Pair(
                    Wire(type, new JsonArray([.. keys.Zip(values, Entry)])),
                    new JsonArray([.. keys.Zip(values, (key, value) => (JsonNode)new JsonArray(key.Value, value.Value))]));
            case "Boolean":
                var truth = random.Next(2) == 0;
                return new Pair(Wire("bool", truth), truth);
            default:
                var (text, meaning) = Scalar($"{type.Kind}");
                return new Pair(Wire(type, text), meaning);
        }
    }

    private (string Text, JsonNode Value) Scalar(string kind) => kind switch
    {
        "Ascii" or "Text" => Same(Pick(Words)),
        "Tinyint" => Same($"{random.Next(sbyte.MinValue, sbyte.MaxValue + 1)}"),
        "Smallint" => Same($"{random.Next(short.MinValue, short.MaxValue + 1)}"),
        "Int" => Same($"{random.Next(int.MinValue, int.MaxValue)}"),
        "Bigint" => Same($"{Bits()}"),
        "Varint" => Same($"{new Int128((ulong)Bits() >> 40, (ulong)Bits()) * (random.Next(2) == 0 ? -1 : 1)}"),
        "Decimal" => Same(string.Create(CultureInfo.InvariantCulture, $"{random.Next(-99, 99)}.{random.Next(10, 9999)}")),
        "Double" => BitConverter.Int64BitsToDouble(Bits()) is var number ? (Java(number.ToString(CultureInfo.InvariantCulture)), number.ToString(CultureInfo.InvariantCulture)) : default,
        "Float" => BitConverter.Int32BitsToSingle((int)Bits()) is var single ? (Java(single.ToString(CultureInfo.InvariantCulture)), single.ToString(CultureInfo.InvariantCulture)) : default,
        "Blob" => Bytes(random.Next(20)) is var bytes ? (Convert.ToBase64String(bytes), Convert.ToHexStringLower(bytes)) : default,
        "Uuid" => new Guid(Bytes(16)).ToString() is var uuid ? (random.Next(2) == 0 ? uuid : uuid.ToUpperInvariant(), uuid) : default,
        "Inet" => new System.Net.IPAddress(Bytes(random.Next(2) == 0 ? 4 : 16)).ToString() is var address ? (random.Next(2) == 0 ? address : $"/{address}", address) : default,
        "Date" => Date(random.Next(DateOnly.MaxValue.DayNumber)),
        "Time" => Time(random.NextInt64(86_400_000_000_000)),
        "Timestamp" => Timestamp(DateTimeOffset.MinValue.AddMilliseconds(random.NextInt64((long)(DateTimeOffset.MaxValue - DateTimeOffset.MinValue).TotalMilliseconds))),
        "Duration" => Duration(random.Next(), random.Next(), random.NextInt64()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A known type expected."),
    };

    private (string Text, JsonNode Value) Date(int dayNumber)
    {
        var days = dayNumber - new DateOnly(1970, 1, 1).DayNumber;
        return (Pick(DateOnly.FromDayNumber(dayNumber).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"{days}", $"{days + (1L << 31)}"), $"{days}");
    }

    private (string Text, JsonNode Value) Time(long nanoseconds)
    {
        var second = nanoseconds / 1_000_000_000;
        return (Pick($"{nanoseconds}", $"{second / 3600:D2}:{second / 60 % 60:D2}:{second % 60:D2}.{nanoseconds % 1_000_000_000:D9}"), $"{nanoseconds}");
    }

    private (string Text, JsonNode Value) Timestamp(DateTimeOffset moment) => (Pick(
        $"{moment.ToUnixTimeMilliseconds()}",
        moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        moment.ToString("yyyy-MM-dd HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture)), $"{moment.ToUnixTimeMilliseconds()}");

    private (string Text, JsonNode Value) Duration(int months, int days, long nanoseconds)
    {
        var (sign, minus) = random.Next(2) == 0 ? (1, "") : (-1, "-");
        return (
            Pick($"{sign * months} {sign * days} {sign * nanoseconds}", $"{minus}{months}mo{days}d{nanoseconds}ns", $"{minus}{months / 12}y{months % 12}mo{days / 7}w{days % 7}d{nanoseconds / 1_000_000_000}s{nanoseconds % 1_000_000_000}ns"),
            new JsonObject { ["months"] = $"{sign * months}", ["days"] = $"{sign * days}", ["nanoseconds"] = $"{sign * nanoseconds}" });
    }

    private JsonNode? Cell(Pair pair) => pair.Wire is null
        ? random.Next(3) switch { 0 => null, 1 => new JsonObject(), _ => new JsonObject { ["value"] = null } }
        : random.Next(2) == 0 ? new JsonObject { ["value"] = pair.Wire } : new JsonObject { ["metadata"] = new JsonObject { ["writeTime"] = "1" }, ["value"] = pair.Wire };

    private JsonNode Entry(Pair key, Pair value) => random.Next(2) == 0
        ? new JsonObject { ["key"] = key.Wire, ["value"] = value.Wire }
        : new JsonObject { ["value"] = value.Wire, ["metadata"] = null, ["key"] = key.Wire };

    private static JsonObject Wire(CqlType type, JsonNode content) => Wire($"{type.Kind}".ToLowerInvariant(), content);

    private static JsonObject Wire(string type, JsonNode content) => new() { [$"{type}T"] = content };

    private static (string Text, JsonNode Value) Same(string text) => (text, text);

    private string Java(string text) => text is "NaN" or "Infinity" or "-Infinity" ? text : Pick(text, text.Replace("+", "", StringComparison.Ordinal));

    private long Bits() => random.NextInt64(long.MinValue, long.MaxValue);

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private List<Pair> Many(Func<Pair> make) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => make())];

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
