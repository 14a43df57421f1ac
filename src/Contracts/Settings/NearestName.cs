namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>The known name that a misspelled one most likely means.</summary>
internal static class NearestName
{
    /// <summary>Null when nothing is near: more than a third of the letters would have to change.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var limit = Math.Max(1, name.Length / 3);
        return known
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + cost, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[right.Length];
    }
}
