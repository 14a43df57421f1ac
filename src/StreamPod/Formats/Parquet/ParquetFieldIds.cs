using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>
/// The number of each field, by which tables of files (Iceberg) know a column whatever its name and place. Files are written alone, by pods that know no other
/// file of the table, so a number follows from the field's path: a column keeps its number when others come, go or change places, and one that is dropped and
/// made again is the same.
/// </summary>
internal static class ParquetFieldIds
{
    // The 200 highest are Iceberg's own: https://iceberg.apache.org/spec/#reserved-field-ids
    private const uint Numbers = int.MaxValue - 200;

    /// <returns>Numbers by ordinal, from 1; 0 for the row itself.</returns>
    public static int[] Of(RowSchema schema)
    {
        var numbers = new int[schema.All.Count];
        var taken = new HashSet<int>();
        foreach (var (field, path) in schema.All.Skip(1).Select(field => (field, Path: PathOf(field))).OrderBy(pair => pair.Path, StringComparer.Ordinal))
        {
            var number = (int)(HashOf(path) % Numbers) + 1;
            while (!taken.Add(number))
            {
                number = number % (int)Numbers + 1;
            }

            numbers[field.Ordinal] = number;
        }

        return numbers;
    }

    /// <summary>Names cannot hold NUL, so no two paths are the same text.</summary>
    private static string PathOf(RowField field) => field.Parent?.Parent is null ? field.Name : $"{PathOf(field.Parent)}\0{field.Name}";

    private static uint HashOf(string path) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(path)));
}
