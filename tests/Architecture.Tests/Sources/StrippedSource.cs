using System.Text;

namespace KeyspacesStreamer.Architecture.Tests.Sources;

/// <summary>C# text without what is not code: one pass that knows comments, all forms of strings, and code inside interpolated ones.</summary>
internal sealed class StrippedSource
{
    private readonly string _text;
    private readonly StringBuilder _code;
    private readonly StringBuilder _uncommented;
    private int _at;

    private StrippedSource(string text)
    {
        _text = text;
        _code = new StringBuilder(text);
        _uncommented = new StringBuilder(text);
    }

    public string Code => _code.ToString();

    public string Uncommented => _uncommented.ToString();

    public static StrippedSource Of(string text)
    {
        var source = new StrippedSource(text);
        source.ReadCode(closing: '\0');
        return source;
    }

    // Reads up to the brace that closes an interpolation, or to the end of the text.
    private void ReadCode(char closing)
    {
        var depth = 0;
        while (_at < _text.Length)
        {
            if (StartsWith("//"))
            {
                Blank(EndOfLine(), comment: true);
            }
            else if (StartsWith("/*"))
            {
                var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                Blank(end < 0 ? _text.Length : end + 2, comment: true);
            }
            else if (StringPrefix() is { } prefix)
            {
                ReadString(prefix);
            }
            else if (_text[_at] == '\'')
            {
                ReadCharacter();
            }
            else if (_text[_at] == closing && depth == 0)
            {
                return;
            }
            else
            {
                depth += _text[_at] switch { '{' => 1, '}' => -1, _ => 0 };
                _at++;
            }
        }
    }

    // What is before and including the first quote, such as $@" or """; null when no string begins here.
    private string? StringPrefix()
    {
        var quote = _at;
        while (quote < _text.Length && _text[quote] is '$' or '@')
        {
            quote++;
        }

        if (quote >= _text.Length || _text[quote] != '"')
        {
            return null;
        }

        var end = quote;
        while (end < _text.Length && _text[end] == '"')
        {
            end++;
        }

        // Two quotes are an empty string, three or more begin a raw one.
        return end - quote >= 3 ? _text[_at..end] : _text[_at..(quote + 1)];
    }

    private void ReadString(string prefix)
    {
        var holes = prefix.Count(character => character == '$');
        var quotes = prefix.Count(character => character == '"');
        var verbatim = prefix.Contains('@', StringComparison.Ordinal);
        Blank(_at + prefix.Length);
        while (_at < _text.Length)
        {
            if (StartsWith(new string('"', quotes)))
            {
                if (verbatim && StartsWith("\"\""))
                {
                    Blank(_at + 2);
                    continue;
                }

                Blank(_at + quotes);
                return;
            }

            if (holes > 0 && _text[_at] == '{')
            {
                ReadHole(holes, isRaw: quotes >= 3);
            }
            else
            {
                Blank(_at + (_text[_at] == '\\' && !verbatim && quotes == 1 ? 2 : 1));
            }
        }
    }

    private void ReadHole(int holes, bool isRaw)
    {
        var braces = 0;
        while (_at + braces < _text.Length && _text[_at + braces] == '{')
        {
            braces++;
        }

        Blank(_at + braces);
        // In a raw string the last braces open the hole; elsewhere a doubled brace is a brace.
        if (isRaw ? braces < holes : braces % 2 == 0)
        {
            return;
        }

        ReadCode(closing: '}');
        Blank(_at + (isRaw ? holes : 1));
    }

    private void ReadCharacter()
    {
        var end = _at + 1;
        while (end < _text.Length && _text[end] is not ('\'' or '\n'))
        {
            end += _text[end] == '\\' ? 2 : 1;
        }

        Blank(end + 1);
    }

    private void Blank(int end, bool comment = false)
    {
        for (end = Math.Min(end, _text.Length); _at < end; _at++)
        {
            if (_text[_at] != '\n')
            {
                _code[_at] = ' ';
                _uncommented[_at] = comment ? ' ' : _uncommented[_at];
            }
        }
    }

    private int EndOfLine()
    {
        var end = _text.IndexOf('\n', _at);
        return end < 0 ? _text.Length : end;
    }

    private bool StartsWith(string start) => _text.AsSpan(_at).StartsWith(start, StringComparison.Ordinal);
}
