using System.Buffers;
using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>Finds the columns that folders are. Folders of one time, a year's, a month's and a day's for example, are one column unless each has a name of its own.</summary>
/// <param name="taken">Names of fields, which no column of a folder may have.</param>
internal sealed class FolderColumns(IReadOnlyCollection<string> taken)
{
    /// <summary>What stands for itself in a format of Java, and for nothing in a list or a text of SQL.</summary>
    private static readonly SearchValues<char> PlainSigns = SearchValues.Create("-_.:/@+=~");

    private static readonly KeyPartKind[] Units = [KeyPartKind.Year, KeyPartKind.Month, KeyPartKind.Day, KeyPartKind.Hour, KeyPartKind.Minute];

    private readonly List<FolderColumn> _found = [];

    public IReadOnlyList<FolderColumn> Found => _found;

    /// <returns>The folders, each column as <c>${NAME}</c>.</returns>
    public IReadOnlyList<string> Of(IReadOnlyList<KeySegment> folders)
    {
        var texts = new List<string>();
        for (var at = 0; at < folders.Count;)
        {
            var count = CountOfOneTime(folders, at);
            texts.Add(TextOf([.. folders.Skip(at).Take(count)]));
            at += count;
        }

        return texts;
    }

    private static int CountOfOneTime(IReadOnlyList<KeySegment> folders, int at)
    {
        var count = 1;
        while (at + count < folders.Count && folders.Skip(at).Take(count + 1).All(folder => folder is { IsFixed: false, HiveName: null } && folder.Core.All(IsOfTime))
            && UnitOf(JoinedOf([.. folders.Skip(at).Take(count)])) is not null && UnitOf(JoinedOf([.. folders.Skip(at).Take(count + 1)])) is not null)
        {
            count++;
        }

        return count;
    }

    private string TextOf(IReadOnlyList<KeySegment> folders)
    {
        if (folders[0].IsFixed)
        {
            return folders[0].Lead;
        }

        var column = ColumnOf(JoinedOf(folders), folders[0].HiveName);
        _found.Add(column);
        return $"{folders[0].Lead}${{{column.Name}}}{folders[^1].Trail}";
    }

    /// <summary>From the first variable of the first folder to the last of the last.</summary>
    private static List<KeyPart> JoinedOf(IReadOnlyList<KeySegment> folders) =>
        [.. folders.SelectMany((folder, index) => index == 0 ? folder.Core : [new KeyPart(KeyPartKind.Literal, $"{folders[index - 1].Trail}/{folder.Lead}"), .. folder.Core])];

    private FolderColumn ColumnOf(List<KeyPart> parts, string? name)
    {
        if (UnitOf(parts) is { } unit)
        {
            return new FolderColumn(Free(name ?? "dt"), FolderKind.Span) { Format = string.Concat(parts.Select(FormatOf)), Unit = unit };
        }

        return parts switch
        {
            [{ Kind: KeyPartKind.Month or KeyPartKind.Day or KeyPartKind.Hour or KeyPartKind.Minute } number] => new FolderColumn(Free(name ?? NameOf(number.Kind)), FolderKind.Number) { Range = RangeOf(number.Kind) },
            [{ Kind: KeyPartKind.Column } column] => new FolderColumn(Free(name ?? PlainOf(column.Text)), FolderKind.Value) { Column = column.Text },
            _ => new FolderColumn(Free(name ?? "folder"), FolderKind.Value),
        };
    }

    private string Free(string name) => SqlQuotes.Free(taken.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"{name}_folder" : name, [.. taken, .. _found.Select(column => column.Name)]);

    /// <summary>The unit of a time that is told from the year on without a gap; null when it is none, or written so that no format says it.</summary>
    private static string? UnitOf(IReadOnlyList<KeyPart> parts)
    {
        var units = parts.Where(part => part.Kind != KeyPartKind.Literal).Select(part => part.Kind).ToList();
        return parts.All(IsOfTime) && units.Count == units.Distinct().Count() && units.Order().SequenceEqual(Units.Take(units.Count)) ? $"{NameOf(Units[units.Count - 1]).ToUpperInvariant()}S" : null;
    }

    private static bool IsOfTime(KeyPart part) => Units.Contains(part.Kind) || (part.Kind == KeyPartKind.Literal && !part.Text.AsSpan().ContainsAnyExcept(PlainSigns));

    private static string NameOf(KeyPartKind unit) => unit.ToString().ToLowerInvariant();

    private static string PlainOf(string column)
    {
        var plain = string.Concat(column.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '_'));
        return char.IsAsciiLetter(plain[0]) ? plain : $"folder{plain}";
    }

    private static (int Least, int Greatest) RangeOf(KeyPartKind unit) => unit switch
    {
        KeyPartKind.Month => (1, 12),
        KeyPartKind.Day => (1, 31),
        KeyPartKind.Hour => (0, 23),
        KeyPartKind.Minute => (0, 59),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "A part of a time with a range expected."),
    };

    private static string FormatOf(KeyPart part) => part.Kind switch
    {
        KeyPartKind.Literal => part.Text,
        KeyPartKind.Year => "yyyy",
        KeyPartKind.Month => "MM",
        KeyPartKind.Day => "dd",
        KeyPartKind.Hour => "HH",
        KeyPartKind.Minute => "mm",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part.Kind, "A part of a time expected."),
    };
}
