using System.Text;

namespace KeyspacesStreamer.Fuzzing.Engine;

/// <summary>Makes a new input from those that there are: one to eight changes, each by bytes, by numbers, by words or by another input's parts.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> words)
{
    /// <summary>Longest input.</summary>
    public const int MostBytes = 4096;

    private static readonly byte[] Telling = [0, 1, (byte)'\n', (byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)'[', (byte)']', (byte)',', (byte)':', (byte)'0', (byte)'9', (byte)'-', (byte)'/', 0x7F, 0x80, 0xC3, 0xED, 0xFF];

    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];

    public byte[] Next(IReadOnlyList<byte[]> corpus)
    {
        var input = new List<byte>(corpus[random.Next(corpus.Count)]);
        for (var times = 1 << random.Next(4); times > 0; times--)
        {
            Change(input, corpus);
        }

        return input.Count <= MostBytes ? [.. input] : [.. input.Take(MostBytes)];
    }

    private void Change(List<byte> input, IReadOnlyList<byte[]> corpus)
    {
        var place = random.Next(input.Count + 1);
        switch (random.Next(_words.Length == 0 ? 8 : 10))
        {
            case 0 when place < input.Count:
                input[place] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when place < input.Count:
                input[place] = (byte)random.Next(256);
                break;
            case 2 when place < input.Count:
                input[place] = Telling[random.Next(Telling.Length)];
                break;
            case 3:
                input.Insert(place, Telling[random.Next(Telling.Length)]);
                break;
            case 4:
                input.RemoveRange(place, Math.Min(input.Count - place, 1 << random.Next(6)));
                break;
            case 5:
                input.InsertRange(place, PartOf(input));
                break;
            case 6:
                input.InsertRange(place, PartOf(corpus[random.Next(corpus.Count)]));
                break;
            case 7:
                input.InsertRange(place, Enumerable.Repeat(Telling[random.Next(Telling.Length)], 1 << random.Next(8)));
                break;
            case 8 or 9:
                Put(input, place, _words[random.Next(_words.Length)]);
                break;
        }
    }

    private void Put(List<byte> input, int place, byte[] word)
    {
        if (random.Next(2) == 0)
        {
            input.RemoveRange(place, Math.Min(input.Count - place, word.Length));
        }

        input.InsertRange(place, word);
    }

    private byte[] PartOf(IReadOnlyList<byte> source)
    {
        var from = random.Next(source.Count + 1);
        return [.. source.Skip(from).Take(random.Next(Math.Min(source.Count - from, 256) + 1))];
    }
}
