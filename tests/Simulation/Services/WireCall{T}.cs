using System.Net;
using Amazon.Runtime;
using KeyspacesStreamer.Simulation.Running;

namespace KeyspacesStreamer.Simulation.Services;

/// <summary>One request on its way to a service and back.</summary>
internal sealed class WireCall<T>(
    Wire wire, SimulatedProcess process, long number, Service service, string operation, string subject, Func<Task<T>> effect)
{
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    // Whoever waits goes on as a step of its own process, never in the middle of the service's work.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private bool _outlivesSender;

    public Task<T> Answer => _answer.Task;

    public void Send(CallFate fate, ref Chance chance, CancellationToken cancellationToken)
    {
        // The sender's requests on the wire land, or do not, whatever became of the sender.
        _outlivesSender = chance.Happens(0.5);
        var there = Travel(ref chance);
        var back = Travel(ref chance);
        var muchLater = chance.Between(TimeSpan.FromMilliseconds(1), LongestDelay);
        var timeout = chance.Between(TimeSpan.FromMilliseconds(200), ClientTimeout);
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(static (call, token) => ((WireCall<T>)call!).GiveUp(token), this);
        }

        switch (fate)
        {
            case CallFate.Served:
                LandAfter(there, task => AnswerAfter(back, task));
                break;
            case CallFate.Refused:
                FailAfter(there + back, new IOException($"The connection of {operation} {subject} was reset."));
                break;
            case CallFate.Throttled:
                FailAfter(there + back, Throttling());
                break;
            case CallFate.RequestLost:
                FailAfter(timeout, NoAnswer());
                break;
            case CallFate.AnswerLost:
                LandAfter(there, _ => FailAfter(timeout, NoAnswer()));
                break;
            case CallFate.Late:
                FailAfter(timeout, NoAnswer());
                LandAfter(timeout + muchLater, null);
                break;
            case CallFate.Twice:
                LandAfter(there, task => AnswerAfter(back, task));
                LandAfter(there + muchLater, null);
                break;
            case CallFate.Slow:
                LandAfter(muchLater / 2, task => AnswerAfter(muchLater / 2, task));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fate), fate, "No such fate.");
        }
    }

    private TimeSpan Travel(ref Chance chance)
    {
        var usual = service switch
        {
            Service.Stream => chance.Between(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(12)),
            Service.Table => chance.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(6)),
            _ => chance.Between(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(40)),
        };
        return chance.Happens(0.03) ? usual * 25 : usual;
    }

    private void LandAfter(TimeSpan delay, Action<Task<T>>? then) => wire.Loop.After(delay, () =>
    {
        if (process.IsDead && !_outlivesSender)
        {
            return;
        }

        var task = effect();
        if (wire.Trace.IsOn)
        {
            wire.Trace.Say(process.Name, $"  {number} {operation} {subject} landed: {Found(task)}");
        }

        if (then is not null)
        {
            then(task);
            wire.OnMoment?.Invoke(process, number, CallMoment.Landed);
        }
    });

    private static string Found(Task<T> task) => task switch
    {
        { IsFaulted: true } => task.Exception!.InnerException!.GetType().Name, // a faulted task has one
        { IsCompletedSuccessfully: true } => CallText.Of(task.GetAwaiter().GetResult()),
        _ => task.Status.ToString(),
    };

    private void AnswerAfter(TimeSpan delay, Task<T> task) => wire.Loop.After(delay, () =>
    {
        if (!process.IsDead)
        {
            _registration.Dispose();
            _answer.TrySetFromTask(task);
        }
    });

    private void FailAfter(TimeSpan delay, Exception problem) => wire.Loop.After(delay, () =>
    {
        if (!process.IsDead)
        {
            _registration.Dispose();
            _answer.TrySetException(problem);
        }
    });

    private void GiveUp(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);

    private TimeoutException NoAnswer() => new($"{operation} {subject} was not answered.");

    private static AmazonServiceException Throttling() =>
        new("Rate exceeded.", ErrorType.Sender, "ThrottlingException", "simulated", HttpStatusCode.BadRequest);
}
