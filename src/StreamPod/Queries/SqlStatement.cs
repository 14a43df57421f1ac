using System.Text;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>A statement, and what is to be known of it.</summary>
/// <param name="Notes">Sentences, shown before it as comments.</param>
/// <param name="Text">The statement, without its semicolon; empty where there are notes alone.</param>
internal sealed record SqlStatement(IReadOnlyList<string> Notes, string Text)
{
    /// <summary>A script of the statements in their order.</summary>
    public static string ScriptOf(IEnumerable<SqlStatement> statements)
    {
        var script = new StringBuilder();
        foreach (var statement in statements)
        {
            script.Append(script.Length == 0 ? "" : "\n");
            foreach (var note in statement.Notes)
            {
                script.Append("-- ").Append(OnOneLine(note)).Append('\n');
            }

            script.Append(statement.Text).Append(statement.Text.Length == 0 ? "" : ";\n");
        }

        return script.ToString();
    }

    /// <summary>A name in a note may hold any character, and must not end the comment.</summary>
    private static string OnOneLine(string note) => string.Concat(note.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));
}
