using System.Buffers;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.Testing.Records;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

/// <summary>Rules of the Native record that hold for any record: whole, in any member order, or damaged.</summary>
public sealed class NativeRecordProperties
{
    private static readonly byte[] Junk = [.. "{}[]\":,\\ u0n1eatT"u8, 0xC3, 0xFF, 0, (byte)'\n'];

    [Fact]
    public void Encode_AnyRecordInAnyMemberOrder_HasTheContentOfTheModel()
    {
        Check(seed =>
        {
            var wire = new RandomWireRecord(new Random(seed)).Next();

            var line = Encode(System.Text.Encoding.UTF8.GetBytes(wire.ToJsonString()));

            Assert.Equal(1, line.Count(symbol => symbol == '\n'));
            AssertSame(NativeRecordModel.Of(wire, WireRecord.Sequence), JsonNode.Parse(line)!);
        });
    }

    [Fact]
    public void Encode_AnyDamagedRecord_HasTheContentOfTheModelOrIsUnreadable()
    {
        var readable = 0;
        var unreadable = 0;
        Check(seed =>
        {
            var random = new Random(seed);
            var wire = Damaged(System.Text.Encoding.UTF8.GetBytes(new RandomWireRecord(random).Next().ToJsonString()), random);
            try
            {
                var line = Encode(wire);
                readable++;
                var written = JsonNode.Parse(line)!;
                if (TryModel(wire) is { } expected)
                {
                    AssertSame(expected, written);
                }
            }
            catch (UnreadableRecordException)
            {
                unreadable++;
            }
        });

        Assert.True(readable > 50 && unreadable > 50, $"{readable} readable, {unreadable} unreadable: both ought to occur.");
    }

    private static void Check(Action<int> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>Names and order of members are compared where they are fixed, everything else by content.</summary>
    private static void AssertSame(JsonNode expected, JsonNode written)
    {
        Assert.True(JsonNode.DeepEquals(expected, written), $"Expected {expected.ToJsonString()}, written {written.ToJsonString()}.");
        Assert.Equal(expected.AsObject().Select(member => member.Key), written.AsObject().Select(member => member.Key));
    }

    /// <summary>Null where the damage made a document that the JSON tree cannot hold: two columns of one name, half a surrogate pair.</summary>
    private static JsonObject? TryModel(byte[] wire)
    {
        try
        {
            var node = JsonNode.Parse(wire)!.AsObject();
            Assert.True(JsonNode.DeepEquals(node, JsonNode.Parse(wire)));
            return node["createdAt"] is JsonValue moment && moment.GetValueKind() != System.Text.Json.JsonValueKind.Number ? null : NativeRecordModel.Of(node, WireRecord.Sequence);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[] Damaged(byte[] json, Random random)
    {
        var bytes = new List<byte>(json);
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            var place = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveAt(place);
                    break;
                case 1:
                    bytes.Insert(place, Junk[random.Next(Junk.Length)]);
                    break;
                case 2:
                    bytes[place] = Junk[random.Next(Junk.Length)];
                    break;
                case 3 when random.Next(8) == 0:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
                default:
                    bytes[place] = char.IsAsciiLetterOrDigit((char)bytes[place]) ? (byte)(bytes[place] ^ 1) : bytes[place];
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private static string Encode(byte[] json)
    {
        var output = new ArrayBufferWriter<byte>();
        new NativeRecordEncoder(WireRecord.Stream, WireRecord.Shard, withMetadata: false).Write(WireRecord.Of(json), output);
        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
