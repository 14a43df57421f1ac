using System.Globalization;
using System.Text;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Avro;

/// <summary>
/// Names in a schema of Avro, which allows ASCII letters, digits and underscores: any other character, and a digit that begins a name, stands as <c>_u</c>
/// and four hexadecimal digits of its UTF-16. A name that needs none of this always stays; where an escaped one is taken already, <c>_2</c> and so on follow.
/// </summary>
internal sealed class AvroNames
{
    public const string Namespace = "keyspaces_streamer";

    /// <summary>The 16 bytes of a UUID, a type that all fields share.</summary>
    public const string Uuid = "uuid";

    private readonly string[] _fields;
    private readonly string[] _types;
    private readonly HashSet<string> _takenTypes = new(StringComparer.Ordinal) { Uuid };

    public AvroNames(RowSchema schema)
    {
        _fields = new string[schema.All.Count];
        _types = new string[schema.All.Count];
        Name(schema.Row, Unique(Escaped(schema.Name), _takenTypes));
    }

    /// <summary>The name of a field among its siblings.</summary>
    public string OfField(RowField field) => _fields[field.Ordinal];

    /// <summary>The name of the record that a field is, or of the entries of a map that is an array: the row's, and the field's path.</summary>
    public string OfType(RowField field) => _types[field.Ordinal];

    public static string Escaped(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetter(letter) || letter == '_' || (char.IsAsciiDigit(letter) && escaped.Length > 0))
            {
                escaped.Append(letter);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"_u{(int)letter:x4}");
            }
        }

        return escaped.Length == 0 ? "_" : escaped.ToString();
    }

    private void Name(RowField field, string path)
    {
        _types[field.Ordinal] = path;
        var taken = new HashSet<string>(field.Children.Select(child => child.Name).Where(name => Escaped(name) == name), StringComparer.Ordinal);
        foreach (var child in field.Children)
        {
            var escaped = Escaped(child.Name);
            _fields[child.Ordinal] = escaped == child.Name ? escaped : Unique(escaped, taken);
            var below = $"{path}_{_fields[child.Ordinal]}";
            Name(child, child.Type.Kind is FieldKind.Struct or FieldKind.Map ? Unique(below, _takenTypes) : below);
        }
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var free = name;
        for (var number = 2; !taken.Add(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return free;
    }
}
