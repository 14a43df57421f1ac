namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>A text of a policy with wildcards and variables, such as <c>arn:aws:s3:::bucket/${aws:username}/*</c>.</summary>
/// <param name="text">The text as written.</param>
internal sealed class PolicyPattern(string text)
{
    private const string Escapes = "*?$";
    private const char Colon = ':';
    private const int ArnParts = 6;

    public override string ToString() => text;

    /// <summary>Wildcards stand for any letters, colons too.</summary>
    public bool Matches(string found, ContextKeys keys, bool ignoreCase = false) =>
        Expand(keys, withWildcards: true) is { } pattern && Matches(pattern, found, ignoreCase);

    /// <summary>Wildcards are letters like others.</summary>
    public bool Equals(string found, ContextKeys keys, bool ignoreCase = false) =>
        Expand(keys, withWildcards: false) is { } pattern && Matches(pattern, found, ignoreCase);

    /// <summary>Each of the six parts of an ARN is compared by itself: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html</summary>
    public bool MatchesArn(string found, ContextKeys keys)
    {
        if (Expand(keys, withWildcards: true) is not { } pattern)
        {
            return false;
        }

        if (pattern is [{ IsAnyText: true }])
        {
            return true;
        }

        var (expected, parts) = (Split(pattern), found.Split(Colon, ArnParts));
        return expected.Count == ArnParts && parts.Length == ArnParts && expected.Zip(parts).All(pair => Matches(pair.First, pair.Second, ignoreCase: false));
    }

    private static List<List<PatternLetter>> Split(List<PatternLetter> pattern)
    {
        List<List<PatternLetter>> parts = [[]];
        foreach (var letter in pattern)
        {
            if (letter is { Letter: Colon, IsWild: false } && parts.Count < ArnParts)
            {
                parts.Add([]);
            }
            else
            {
                parts[^1].Add(letter);
            }
        }

        return parts;
    }

    /// <returns>Null when a variable has no value: such a pattern matches nothing.</returns>
    private List<PatternLetter>? Expand(ContextKeys keys, bool withWildcards)
    {
        var letters = new List<PatternLetter>(text.Length);
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == '$' && place + 1 < text.Length && text[place + 1] == '{' && text.IndexOf('}', place) is > 0 and var end)
            {
                if (ValueOf(text[(place + 2)..end], keys) is not { } value)
                {
                    return null;
                }

                letters.AddRange(value.Select(letter => new PatternLetter(letter, false)));
                place = end;
            }
            else
            {
                letters.Add(new PatternLetter(text[place], withWildcards && text[place] is ('*' or '?')));
            }
        }

        return letters;
    }

    private static string? ValueOf(string variable, ContextKeys keys)
    {
        if (variable.Length == 1 && Escapes.Contains(variable[0], StringComparison.Ordinal))
        {
            return variable;
        }

        // ${aws:PrincipalTag/team, 'none'}
        var (name, otherwise) = variable.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma
            ? (variable[..comma].Trim(), variable[(comma + 1)..].Trim().Trim('\''))
            : (variable.Trim(), null);
        return keys[name] is [var only] ? only : otherwise;
    }

    private static bool Matches(List<PatternLetter> pattern, string found, bool ignoreCase)
    {
        var (at, index, star, resume) = (0, 0, -1, 0);
        while (index < found.Length)
        {
            if (at < pattern.Count && pattern[at].IsAnyText)
            {
                (star, resume) = (at++, index);
            }
            else if (at < pattern.Count && (pattern[at].IsAnyLetter || AreSame(pattern[at].Letter, found[index], ignoreCase)))
            {
                at++;
                index++;
            }
            else if (star >= 0)
            {
                (at, index) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.Skip(at).All(letter => letter.IsAnyText);
    }

    private static bool AreSame(char left, char right, bool ignoreCase) =>
        left == right || (ignoreCase && char.ToUpperInvariant(left) == char.ToUpperInvariant(right));
}
