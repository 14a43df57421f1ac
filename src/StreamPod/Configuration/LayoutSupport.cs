using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>Whether this version can write what the settings ask for: the document may know words that the program does not.</summary>
internal static class LayoutSupport
{
    public static IReadOnlyList<SettingsProblem> ProblemsOf(DestinationSettings destination)
    {
        var stream = new TableStream { Arn = "", Label = "", Keyspace = "", Table = "", ViewType = StreamViewType.KeysOnly };
        var problems = new List<SettingsProblem>();
        Try("destination.format", destination.Format, () => ObjectFormats.FileOf(destination.Format, ObjectCompression.None));
        if (problems.Count == 0)
        {
            Try("destination.compression", destination.Compression, () => ObjectFormats.FileOf(destination.Format, destination.Compression));
        }

        Try("destination.record", destination.Record, () => ObjectFormats.ShapeOf(destination.Record, stream, new ShardId(""), destination.RecordMetadata));
        return problems;

        void Try(string path, Enum value, Func<object> make)
        {
            try
            {
                make();
            }
            catch (NotSupportedException problem)
            {
                problems.Add(new SettingsProblem(path, value.ToString(), problem.Message));
            }
        }
    }
}
