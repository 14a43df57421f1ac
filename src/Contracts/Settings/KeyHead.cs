namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>The text that every key of a stream begins with: the prefix and the fixed beginning of the key template, up to a folder where it has one.</summary>
/// <remarks>A stream's role is allowed the objects below it, and nothing else. infrastructure/terraform/modules/iam/heads.tf says the same; a test compares the two.</remarks>
public static class KeyHead
{
    /// <summary>The head of a stream's keys, for example <c>media/media_content/</c>.</summary>
    /// <param name="prefix">Put before every key as it is.</param>
    /// <param name="keyTemplate">How keys are made; its first variable besides keyspace and table ends the head. What stands between a folder and that variable, such as <c>dt=</c>, is left out.</param>
    /// <param name="keyspace">The keyspace.</param>
    /// <param name="table">The table.</param>
    public static string Of(string prefix, string keyTemplate, string keyspace, string table) => Named(TextOf(prefix, keyTemplate), keyspace, table, prefix);

    /// <summary>The head as earlier versions took it, up to the variable itself, for example <c>media/media_content/dt=</c>.</summary>
    /// <param name="prefix">Put before every key as it is.</param>
    /// <param name="keyTemplate">How keys are made.</param>
    /// <param name="keyspace">The keyspace.</param>
    /// <param name="table">The table.</param>
    public static string EarlierOf(string prefix, string keyTemplate, string keyspace, string table) => Named(EarlierTextOf(prefix, keyTemplate), keyspace, table, prefix);

    /// <summary>Whether earlier versions took another head.</summary>
    /// <param name="prefix">Put before every key as it is.</param>
    /// <param name="keyTemplate">How keys are made.</param>
    public static bool IsShorterThanBefore(string prefix, string keyTemplate) => TextOf(prefix, keyTemplate).Length < EarlierTextOf(prefix, keyTemplate).Length;

    /// <summary>Whether the head names keyspace and table: then no other table's keys begin with it.</summary>
    public static bool NamesTable(string keyTemplate)
    {
        ArgumentNullException.ThrowIfNull(keyTemplate);
        var head = keyTemplate[..EndIn(keyTemplate)];
        return head.Contains("{keyspace}", StringComparison.Ordinal) && head.Contains("{table}", StringComparison.Ordinal);
    }

    /// <summary>Whether the head ends where a folder does: without the slash, the head <c>team1</c> is also the beginning of <c>team10/</c>.</summary>
    public static bool IsClosed(string head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return head.EndsWith('/');
    }

    /// <summary>The prefix stands as it is, whatever it reads.</summary>
    private static string Named(string head, string keyspace, string table, string prefix) =>
        prefix + head[prefix.Length..].Replace("{keyspace}", keyspace, StringComparison.Ordinal).Replace("{table}", table, StringComparison.Ordinal);

    /// <summary>Up to the last folder, unless that is within the prefix, or a name of keyspace or table stands behind it.</summary>
    private static string TextOf(string prefix, string keyTemplate)
    {
        var text = EarlierTextOf(prefix, keyTemplate);
        var folder = text.LastIndexOf('/') + 1;
        return folder == 0 || folder < prefix.Length || text.AsSpan(folder).Contains('{') ? text : text[..folder];
    }

    private static string EarlierTextOf(string prefix, string keyTemplate)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(keyTemplate);
        return prefix + keyTemplate[..EndIn(keyTemplate)];
    }

    private static int EndIn(string keyTemplate)
    {
        var end = 0;
        while (keyTemplate.IndexOf('{', end) is >= 0 and var brace)
        {
            var variable = keyTemplate.AsSpan(brace);
            end = variable.StartsWith("{keyspace}", StringComparison.Ordinal) ? brace + "{keyspace}".Length
                : variable.StartsWith("{table}", StringComparison.Ordinal) ? brace + "{table}".Length
                : brace;
            if (end == brace)
            {
                return end;
            }
        }

        return keyTemplate.Length;
    }
}
