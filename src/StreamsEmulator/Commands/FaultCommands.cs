using System.CommandLine;
using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Faults;
using KeyspacesStreamer.StreamsEmulator.Wire;

namespace KeyspacesStreamer.StreamsEmulator.Commands;

/// <summary>fault KIND, faults, faults clear.</summary>
internal static class FaultCommands
{
    public static IEnumerable<Command> Create() => [Fault(), Faults()];

    private static Command Fault()
    {
        var names = Enum.GetValues<FaultKind>().ToDictionary(kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()));
        var kind = new Argument<string>("kind") { Description = string.Join(", ", names.Keys) };
        kind.AcceptOnlyFromAmong([.. names.Keys]);
        var operation = new Option<string?>("--operation") { Description = "ListStreams, GetStream, GetShardIterator, GetRecords, GetTable or GetType; default: all." };
        var shard = new Option<string?>("--shard") { Description = "Only calls about this shard." };
        var probability = new Option<double>("--probability") { Description = "Chance of a call to be hit, 0 to 1.", DefaultValueFactory = _ => 1 };
        var count = new Option<int?>("--count") { Description = "Calls to be hit before the fault is over; default: no end." };
        var after = new Option<int>("--after") { Description = "Calls that go well first." };
        var number = new Option<string?>("--sequence-number") { Description = "For invalid-utf8: the record to damage wherever it is read; default: the first of a page." };
        var delay = new Option<int>("--delay") { Description = "For slow: milliseconds.", DefaultValueFactory = _ => 1000 };
        var error = new Option<string?>("--error") { Description = $"For common-error: {string.Join(", ", GeneralErrors.Names)}." };
        var command = new Command("fault", "Order a fault.") { kind, operation, shard, probability, count, after, number, delay, error };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            var rule = new FaultRule
            {
                Kind = names[parsed.GetRequiredValue(kind)],
                Operation = parsed.GetValue(operation),
                ShardId = parsed.GetValue(shard),
                Probability = parsed.GetValue(probability),
                Count = parsed.GetValue(count),
                After = parsed.GetValue(after),
                Error = parsed.GetValue(error),
                SequenceNumber = parsed.GetValue(number),
                DelayMilliseconds = parsed.GetValue(delay),
            };
            return await client.PostAsync("/faults", rule, cancellationToken);
        });
        return command;
    }

    private static Command Faults()
    {
        var clear = new Command("clear", "Take all ordered faults back.");
        clear.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            return await client.DeleteAsync("/faults", cancellationToken);
        });
        var command = new Command("faults", "Show ordered faults and how often they struck.") { clear };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            return await client.GetAsync("/faults", cancellationToken);
        });
        return command;
    }
}
