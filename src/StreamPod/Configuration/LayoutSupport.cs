using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>Whether this version can write what the settings ask for: the document may know words that the program does not.</summary>
internal static class LayoutSupport
{
    private static readonly string DefaultTemplate = new DestinationSettings { Bucket = "" }.KeyTemplate;
    private static readonly TableStream AnyStream = new() { Arn = "", Label = "", Keyspace = "", Table = "", ViewType = StreamViewType.KeysOnly };

    public static IReadOnlyList<SettingsProblem> ProblemsOf(StreamSettings settings)
    {
        var destination = settings.Destination;
        if (destination.Record == RecordShape.Native || !Enum.IsDefined(destination.Record))
        {
            return ProblemsOf(destination);
        }

        if (settings.Source.Schema is null)
        {
            return
            [
                new SettingsProblem(
                    "source.schema", SettingsProblem.Missing,
                    $"required with {destination.Record} as destination.record; write what 'streampod schema' prints. Under the operator it is there by itself."),
            ];
        }

        return ProblemOfRows(ObjectLayout.Of(settings)) is { } problem ? [new SettingsProblem("destination.format", destination.Format.ToString(), problem)] : [];
    }

    private static string? ProblemOfRows(ObjectLayout layout)
    {
        try
        {
            ShardLayout.Of(layout with { KeyTemplate = DefaultTemplate }, AnyStream, new ShardId(""), 0, new ValueForms(NullLogger.Instance));
            return null;
        }
        catch (NotSupportedException problem)
        {
            return problem.Message;
        }
    }

    private static List<SettingsProblem> ProblemsOf(DestinationSettings destination)
    {
        var problems = new List<SettingsProblem>();
        Try("destination.format", destination.Format, () => ObjectFormats.FileOf(destination.Format, ObjectCompression.None));
        var isFormatKnown = problems.Count == 0;
        if (isFormatKnown)
        {
            Try("destination.compression", destination.Compression, () => ObjectFormats.FileOf(destination.Format, destination.Compression));
        }

        Try("destination.record", destination.Record, () =>
        {
            var lines = ObjectFormats.ShapeOf(destination.Record, AnyStream, new ShardId(""), destination.RecordMetadata);
            return isFormatKnown ? ObjectFormats.Of(destination.Format, lines) : lines;
        });
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
