using Microsoft.Data.Sqlite;

namespace KeyspacesStreamer.StreamPod.Leases.Sqlite;

/// <summary>Runs one statement whose parameters are $0, $1 and so on.</summary>
internal static class SqliteStatement
{
    /// <summary>The number of rows that were written.</summary>
    public static int Write(this SqliteConnection connection, string statement, params IReadOnlyList<object?> values)
    {
        using var command = CommandOf(connection, statement, values);
        return command.ExecuteNonQuery();
    }

    public static List<T> Read<T>(this SqliteConnection connection, Func<SqliteDataReader, T> read, string statement, params IReadOnlyList<object?> values)
    {
        using var command = CommandOf(connection, statement, values);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return found;
    }

    private static SqliteCommand CommandOf(SqliteConnection connection, string statement, IReadOnlyList<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        for (var index = 0; index < values.Count; index++)
        {
            command.Parameters.AddWithValue($"${index}", values[index] ?? DBNull.Value);
        }

        return command;
    }
}
