using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.AwsAccess.Tables;

/// <summary>Finds the user-defined types that columns use, those that they use in turn included, and asks for each once.</summary>
public static class UserTypeSearch
{
    /// <summary>A keyspace has 256 types at most, https://docs.aws.amazon.com/keyspaces/latest/devguide/quotas.html; what is beyond that is not asked for.</summary>
    public const int Most = 256;

    /// <param name="columns">The columns of a table.</param>
    /// <param name="ask">Asks for a type by its name, without quotes; null when there is none.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The schema of the table, in its order.</returns>
    public static async Task<TableSchema> SchemaOfAsync(
        IReadOnlyList<SchemaColumn> columns, Func<string, CancellationToken, Task<UserType?>> ask, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(ask);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<UserType>();
        var left = new Queue<string>(columns.SelectMany(column => NamesIn(column.Type)));
        while (asked.Count < Most && left.TryDequeue(out var name))
        {
            if (asked.Add(name) && await ask(name, cancellationToken) is { } type)
            {
                found.Add(type);
                type.Fields.SelectMany(field => NamesIn(field.Type)).ToList().ForEach(left.Enqueue);
            }
        }

        return new TableSchema { Columns = columns, Types = found }.InOrder();
    }

    /// <summary>A type that is not understood is no reason to know nothing of the others.</summary>
    private static IReadOnlyList<string> NamesIn(string type)
    {
        try
        {
            return type == TableAnswer.UntoldType ? [] : CqlTypeParser.NamesIn(type);
        }
        catch (FormatException)
        {
            // Its column is written as it came; whoever shows the schema names it.
            return [];
        }
    }
}
