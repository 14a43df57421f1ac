using System.Text;
using KeyspacesStreamer.StreamsEmulator.Tables.Forms;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Reads CQL types such as <c>map&lt;text, frozen&lt;"Postal address"&gt;&gt;</c>; user-defined types by their given fields.</summary>
/// <param name="structures">User-defined types by their names without quotes.</param>
/// <param name="forms">How values are written.</param>
internal sealed class CqlTypeParser(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> structures, ValueForms? forms = null)
{
    private const int LargestDepth = 32;

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

    /// <exception cref="EmulatorException">It is no type.</exception>
    public CqlType Parse(string text) => Parse(text, depth: 0);

    /// <summary>A name as CQL writes it, without its quotes: in lower case when it has none.</summary>
    /// <exception cref="EmulatorException">It is no name.</exception>
    public static string NameIn(string text)
    {
        var at = 0;
        var name = Name(text, ref at, out _);
        return at == text.Length ? name : throw new EmulatorException($"'{text}' is not a name.");
    }

    private CqlType Parse(string text, int depth)
    {
        var at = 0;
        var type = Type(text, ref at, depth);
        return at == text.Length ? type : throw new EmulatorException($"Type '{text}' goes on after its end, at '{text[at..]}'.");
    }

    private CqlType Type(string text, ref int at, int depth)
    {
        if (depth > LargestDepth)
        {
            throw new EmulatorException($"Type '{text}' is nested too deeply.");
        }

        var name = Name(text, ref at, out var isQuoted);
        if (Take(text, ref at, '.'))
        {
            (name, isQuoted) = (Name(text, ref at, out _), true);
        }

        if (!isQuoted && Take(text, ref at, '<'))
        {
            return Generic(text, ref at, name, depth);
        }

        return !isQuoted && Scalars.TryGetValue(name, out var kind)
            ? new CqlType { Kind = kind, WireName = kind == CqlKind.Truth ? "boolT" : name + "T", Written = forms?.WriterOf(name) }
            : Structure(name, depth);
    }

    private CqlType Generic(string text, ref int at, string outer, int depth)
    {
        var parts = new List<CqlType>();
        do
        {
            parts.Add(Type(text, ref at, depth + 1));
        }
        while (Take(text, ref at, ','));

        if (!Take(text, ref at, '>'))
        {
            throw new EmulatorException($"Type '{text}' lacks a closing '>'.");
        }

        return (outer, parts.Count) switch
        {
            ("frozen", 1) => parts[0] with { IsFrozen = true },
            ("list", 1) => new CqlType { Kind = CqlKind.Sequence, WireName = "listT", Parts = parts },
            ("set", 1) => new CqlType { Kind = CqlKind.Sequence, WireName = "setT", Parts = parts },
            ("map", 2) => new CqlType { Kind = CqlKind.Map, WireName = "mapT", Parts = parts },
            ("tuple", > 0) => new CqlType { Kind = CqlKind.Tuple, WireName = "tupleT", Parts = parts },
            _ => throw new EmulatorException($"Type '{text}' is not known, or has a wrong number of parts."),
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
            Name = name,
            Fields = [.. fields.Keys],
            Parts = [.. fields.Values.Select(field => Parse(field, depth + 1))],
        };
    }

    private static string Name(string text, ref int at, out bool isQuoted)
    {
        Skip(text, ref at);
        var name = new StringBuilder();
        isQuoted = at < text.Length && text[at] == '"';
        if (isQuoted)
        {
            TakeQuoted(text, ref at, name);
        }
        else
        {
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            {
                name.Append(char.ToLowerInvariant(text[at++]));
            }
        }

        Skip(text, ref at);
        return name.Length > 0 ? name.ToString() : throw new EmulatorException($"'{text}' has no name where one must be.");
    }

    private static void TakeQuoted(string text, ref int at, StringBuilder name)
    {
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && (++at == text.Length || text[at] != '"'))
            {
                return;
            }

            name.Append(text[at]);
        }

        throw new EmulatorException($"'{text}' lacks a closing quote.");
    }

    private static bool Take(string text, ref int at, char wanted)
    {
        if (at == text.Length || text[at] != wanted)
        {
            return false;
        }

        at++;
        Skip(text, ref at);
        return true;
    }

    private static void Skip(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }
}
