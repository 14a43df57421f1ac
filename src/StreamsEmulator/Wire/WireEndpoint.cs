using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Faults;
using KeyspacesStreamer.StreamsEmulator.Observability;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>POST /: finds the operation, checks who calls, lets ordered faults strike, answers.</summary>
internal sealed class WireEndpoint(
    TimeProvider clock, string region, IEnumerable<IWireOperation> operations, DeniedKeys denied, FaultPlan faults,
    CallCounts counts, ILogger<WireEndpoint> logger)
{
    private readonly Dictionary<string, IWireOperation> _operations =
        operations.ToDictionary(operation => operation.Target, StringComparer.Ordinal);

    private int _damaged;

    public async Task AnswerAsync(HttpContext context)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        var name = target[(target.LastIndexOf('.') + 1)..];
        try
        {
            var credential = Credential.Of(context.Request, region);
            if (!_operations.TryGetValue(target, out var operation))
            {
                throw WireFault.Common("UnknownOperationException", $"The operation '{target}' is not known.");
            }

            using var body = await ReadBodyAsync(context);
            var subject = operation.SubjectOf(body.RootElement);
            denied.Check(credential.AccessKey, name, subject);
            var fault = faults.Strike(name, subject.ShardId);
            counts.Add(name, fault?.Kind);
            if (fault is not null)
            {
                logger.CallFaulted(name, subject.ShardId ?? "-", fault.Kind.ToString());
            }

            var reply = await AnswerAsync(context, operation, body.RootElement, fault, name, credential, subject);
            if (reply is not null)
            {
                logger.CallAnswered(name, credential.AccessKey, subject.ShardId ?? "-", reply.Length);
                await WireResponse.WriteAsync(context, reply, isCut: fault?.Kind == FaultKind.CutBody);
            }
        }
        catch (WireFault fault)
        {
            counts.AddRefusal(fault.Type);
            logger.CallRefused(name, fault.Status, fault.Type, fault.Message);
            await WireResponse.WriteAsync(context, fault);
        }
    }

    /// <summary>The body of the answer; null when the fault already ended the exchange.</summary>
    private async Task<WireReply?> AnswerAsync(
        HttpContext context, IWireOperation operation, JsonElement body, FaultRule? fault, string name, Credential credential,
        WireSubject subject)
    {
        switch (fault?.Kind)
        {
            case null or FaultKind.CutBody:
                return operation.Answer(body);
            case FaultKind.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMilliseconds), clock, context.RequestAborted);
                return operation.Answer(body);
            case FaultKind.EmptyPage:
                return operation is GetRecordsOperation records ? records.EmptyPage(body) : operation.Answer(body);
            case FaultKind.Throttle:
                throw WireFault.Throttled($"Rate exceeded for {name}.");
            case FaultKind.InternalError:
                throw WireFault.Internal();
            case FaultKind.CommonError:
                throw WireFault.Common(GeneralErrors.Require(fault.Error), $"The emulator was told to answer {name} with this error.");
            case FaultKind.AccessDenied:
                throw denied.Refusal(credential.AccessKey, name, subject.Resource);
            case FaultKind.Expired:
                throw operation is GetRecordsOperation ? WireFault.ExpiredIterator() : WireFault.ExpiredNextToken();
            case FaultKind.Trimmed:
                throw WireFault.TrimmedData(subject.ShardId ?? "-");
            case FaultKind.Unavailable:
                await WireResponse.WriteUnavailableAsync(context);
                return null;
            case FaultKind.Reset:
                WireResponse.Reset(context);
                return null;
            case FaultKind.InvalidUtf8:
                return DamagedReply.WithInvalidUtf8(operation.Answer(body), fault.SequenceNumber, Interlocked.Increment(ref _damaged));
            case FaultKind.TruncatedBody:
                return DamagedReply.Half(operation.Answer(body));
            case FaultKind.HtmlPage:
                await WireResponse.WritePortalAsync(context);
                return null;
            default:
                throw new InvalidOperationException($"Fault {fault.Kind} has no meaning.");
        }
    }

    private static async Task<JsonDocument> ReadBodyAsync(HttpContext context)
    {
        try
        {
            var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            RequireText(body.RootElement);
            return body;
        }
        catch (JsonException)
        {
            throw WireFault.Common("SerializationException", "The request body is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            throw WireFault.Common("SerializationException", "The request body has a name or a text with half a surrogate pair.");
        }
    }

    /// <summary>Escapes are looked at only when a text is read; that shall be here, not in the middle of an operation.</summary>
    /// <exception cref="InvalidOperationException">Escapes in it are no text.</exception>
    private static void RequireText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    RequireText(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    RequireText(member.Value);
                }

                break;
        }
    }
}
