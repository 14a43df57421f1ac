using System.Text;

namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>Reads the CQL of a data type, <c>frozen&lt;map&lt;text, "My Type"&gt;&gt;</c> for example, with the user-defined types that it names.</summary>
/// <remarks>How GetTable spells types that are not scalars is not documented, so the whole grammar is read: any case, any white space, quoted names, names with a keyspace.</remarks>
public sealed class CqlTypeParser
{
    /// <summary>Types within types. Keyspaces allows 8 (https://docs.aws.amazon.com/keyspaces/latest/devguide/quotas.html); more are read, without end they are not.</summary>
    public const int MaxDepth = 32;

    private readonly Dictionary<string, UserType> _userTypes;

    /// <param name="userTypes">User-defined types of the keyspace.</param>
    public CqlTypeParser(IEnumerable<UserType> userTypes)
    {
        _userTypes = new Dictionary<string, UserType>(StringComparer.Ordinal);
        foreach (var type in userTypes)
        {
            _userTypes.TryAdd(type.Name, type);
        }
    }

    /// <exception cref="FormatException">It is no type that is known here; the message says what was found where.</exception>
    public CqlType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text, MaxDepth);
    }

    /// <summary>As <see cref="Parse(string)"/>, for types that may be of tomorrow: what is not known here is no fault.</summary>
    /// <returns>Null when it is no type that is known here.</returns>
    public CqlType? Find(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Names of the user-defined types in a type, whether they are known or not.</summary>
    /// <exception cref="FormatException">It is not the CQL of a type.</exception>
    public static IReadOnlyList<string> NamesIn(string text)
    {
        var names = new List<string>();
        var reading = new Reading(text, name =>
        {
            names.Add(name);
            return CqlType.UserDefined(name, [], []);
        });
        reading.WholeType(MaxDepth);
        return names;
    }

    private CqlType Parse(string text, int depth) => new Reading(text, name => UserDefined(name, text, depth - 1)).WholeType(depth);

    private CqlType UserDefined(string name, string text, int depth)
    {
        if (!_userTypes.TryGetValue(name, out var type))
        {
            throw new FormatException($"type '{text}': {CqlName.Quoted(name)} is neither a data type nor a known user-defined type.");
        }

        return depth > 0
            ? CqlType.UserDefined(name, [.. type.Fields.Select(field => field.Name)], [.. type.Fields.Select(field => Parse(field.Type, depth))])
            : throw new FormatException($"type '{text}' is nested more than {MaxDepth} levels deep.");
    }

    private sealed class Reading(string text, Func<string, CqlType> userDefined)
    {
        private static readonly Dictionary<string, CqlKind> Scalars = Enum.GetValues<CqlKind>()
            .Where(kind => kind < CqlKind.List)
            .Select(kind => (Name: kind.ToString().ToLowerInvariant(), Kind: kind))
            .Append((Name: "varchar", Kind: CqlKind.Text))
            .ToDictionary(pair => pair.Name, pair => pair.Kind, StringComparer.Ordinal);

        private int _at;

        public CqlType WholeType(int depth)
        {
            var type = Type(depth);
            SkipSpace();
            return _at == text.Length ? type : throw Unexpected("the end of the type");
        }

        private CqlType Type(int depth)
        {
            if (depth <= 0)
            {
                throw new FormatException($"type '{text}' is nested more than {MaxDepth} levels deep.");
            }

            var (name, isQuoted) = Name();
            if (Next('.'))
            {
                // A type of a keyspace: types of other keyspaces cannot be used, so the name alone tells.
                (name, isQuoted) = (Name().Text, true);
            }

            return Next('<') ? Generic(name, depth) : !isQuoted && Scalars.TryGetValue(name, out var kind) ? CqlType.Scalar(kind) : userDefined(name);
        }

        private CqlType Generic(string name, int depth)
        {
            var parts = new List<CqlType>();
            do
            {
                parts.Add(Type(depth - 1));
            }
            while (Next(','));

            if (!Next('>'))
            {
                throw Unexpected("',' or '>'");
            }

            return (name, parts.Count) switch
            {
                ("frozen", 1) => parts[0],
                ("list", 1) => CqlType.Collection(CqlKind.List, parts),
                ("set", 1) => CqlType.Collection(CqlKind.Set, parts),
                ("map", 2) => CqlType.Collection(CqlKind.Map, parts),
                ("tuple", _) => CqlType.Collection(CqlKind.Tuple, parts),
                ("frozen" or "list" or "set" or "map", _) => throw new FormatException($"type '{text}': {name} takes {(name == "map" ? "two types" : "one type")}, found {parts.Count}."),
                _ => throw new FormatException($"type '{text}': {name}<> is not a data type that is known here."),
            };
        }

        private (string Text, bool IsQuoted) Name()
        {
            SkipSpace();
            if (_at < text.Length && text[_at] == '"')
            {
                return (QuotedName(), true);
            }

            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
            {
                _at++;
            }

            return _at > start ? (text[start.._at].ToLowerInvariant(), false) : throw Unexpected("the name of a type");
        }

        private string QuotedName()
        {
            var name = new StringBuilder();
            for (_at++; _at < text.Length; _at++)
            {
                if (text[_at] != '"')
                {
                    name.Append(text[_at]);
                }
                else if (_at + 1 < text.Length && text[_at + 1] == '"')
                {
                    name.Append(text[++_at]);
                }
                else
                {
                    _at++;
                    return name.ToString();
                }
            }

            throw Unexpected("a closing quote");
        }

        private bool Next(char wanted)
        {
            SkipSpace();
            if (_at >= text.Length || text[_at] != wanted)
            {
                return false;
            }

            _at++;
            return true;
        }

        private void SkipSpace()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
        }

        private FormatException Unexpected(string wanted) =>
            new($"type '{text}': expected {wanted} at character {_at + 1}, found {(_at < text.Length ? $"'{text[_at]}'" : "its end")}.");
    }
}
