using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>An object of the bucket with its metadata and its lines.</summary>
internal sealed record BucketObject(string Key, IReadOnlyDictionary<string, string> Metadata, byte[] Stored, IReadOnlyList<JsonElement> Lines)
{
    public string ShardId => Metadata["shard-id"];

    public string Previous => Metadata["previous-sequence-number"];

    public string GroupLast => Metadata["group-last-sequence-number"];

    public BigInteger First => Number(Metadata["first-sequence-number"]);

    public BigInteger Last => Number(Metadata["last-sequence-number"]);

    public (int Number, int Of) Part => Metadata["part"].Split('/') is [var number, var of]
        ? (int.Parse(number, CultureInfo.InvariantCulture), int.Parse(of, CultureInfo.InvariantCulture))
        : throw new FormatException($"{Key}: part is '{Metadata["part"]}'.");

    public static BigInteger Number(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);

    public static BigInteger NumberOf(JsonElement line) => Number(line.GetProperty("sequenceNumber").GetString() ?? "");
}
