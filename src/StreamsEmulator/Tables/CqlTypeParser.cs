namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Reads CQL type names such as <c>map&lt;text, frozen&lt;list&lt;int&gt;&gt;&gt;</c>; user-defined types by their given fields.</summary>
internal sealed class CqlTypeParser(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> structures)
{
    private static readonly Dictionary<string, CqlKind> Scalars = new(StringComparer.Ordinal)
    {
        ["ascii"] = CqlKind.Text, ["text"] = CqlKind.Text, ["varchar"] = CqlKind.Text, ["inet"] = CqlKind.Text,
        ["date"] = CqlKind.Text, ["time"] = CqlKind.Text, ["timestamp"] = CqlKind.Text, ["duration"] = CqlKind.Text,
        ["bigint"] = CqlKind.Number, ["int"] = CqlKind.Number, ["smallint"] = CqlKind.Number, ["tinyint"] = CqlKind.Number,
        ["varint"] = CqlKind.Number, ["counter"] = CqlKind.Number,
        ["decimal"] = CqlKind.Fraction, ["double"] = CqlKind.Fraction, ["float"] = CqlKind.Fraction,
        ["uuid"] = CqlKind.Identifier, ["timeuuid"] = CqlKind.Identifier,
        ["boolean"] = CqlKind.Truth, ["bool"] = CqlKind.Truth, ["blob"] = CqlKind.Bytes,
    };

    public CqlType Parse(string text) => Parse(text, depth: 0);

    private CqlType Parse(string text, int depth)
    {
        var name = text.Trim();
        if (depth > 32)
        {
            throw new EmulatorException($"Type '{text}' is nested too deeply.");
        }

        if (Scalars.TryGetValue(name, out var kind))
        {
            return new CqlType { Kind = kind, WireName = kind == CqlKind.Truth ? "boolT" : name + "T" };
        }

        var open = name.IndexOf('<', StringComparison.Ordinal);
        return open < 0 ? Structure(name, depth) : Generic(name, open, depth);
    }

    private CqlType Generic(string name, int open, int depth)
    {
        if (!name.EndsWith('>'))
        {
            throw new EmulatorException($"Type '{name}' lacks its closing '>'.");
        }

        var outer = name[..open].Trim();
        var parts = Arguments(name[(open + 1)..^1]).Select(part => Parse(part, depth + 1)).ToList();
        return (outer, parts.Count) switch
        {
            ("frozen", 1) => parts[0] with { IsFrozen = true },
            ("list", 1) => new CqlType { Kind = CqlKind.Sequence, WireName = "listT", Parts = parts },
            ("set", 1) => new CqlType { Kind = CqlKind.Sequence, WireName = "setT", Parts = parts },
            ("map", 2) => new CqlType { Kind = CqlKind.Map, WireName = "mapT", Parts = parts },
            ("tuple", > 0) => new CqlType { Kind = CqlKind.Tuple, WireName = "tupleT", Parts = parts },
            _ => throw new EmulatorException($"Type '{name}' is not known, or has a wrong number of parts."),
        };
    }

    private CqlType Structure(string name, int depth)
    {
        if (!structures.TryGetValue(name, out var fields))
        {
            throw new EmulatorException($"Type '{name}' is neither a CQL type nor among the given types.");
        }

        return new CqlType
        {
            Kind = CqlKind.Structure,
            WireName = "udtT",
            Fields = [.. fields.Keys],
            Parts = [.. fields.Values.Select(field => Parse(field, depth + 1))],
        };
    }

    private static IEnumerable<string> Arguments(string text)
    {
        var (start, nesting) = (0, 0);
        for (var index = 0; index < text.Length; index++)
        {
            nesting += text[index] switch { '<' => 1, '>' => -1, _ => 0 };
            if (text[index] == ',' && nesting == 0)
            {
                yield return text[start..index];
                start = index + 1;
            }
        }

        yield return text[start..];
    }
}
