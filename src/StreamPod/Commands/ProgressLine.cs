using System.Globalization;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>One line on a terminal that shows how far a verification has come, once it takes longer than a second.</summary>
internal sealed class ProgressLine : IAsyncDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _clock;
    private readonly TextWriter _terminal;
    private readonly VerificationProgress _progress;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _drawing;

    public ProgressLine(TimeProvider clock, TextWriter terminal, VerificationProgress progress)
    {
        (_clock, _terminal, _progress) = (clock, terminal, progress);
        _drawing = DrawAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _drawing;
        _stopping.Dispose();
    }

    /// <summary>The line as it stands.</summary>
    public static string TextOf(VerificationProgress progress) => progress.ToRead == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{progress.Listed:N0} objects listed, {progress.Examined:N0} examined")
        : string.Create(CultureInfo.InvariantCulture, $"[{Bar(progress.Read, progress.ToRead)}] {progress.Read:N0} of {progress.ToRead:N0} objects read");

    private static string Bar(long done, long all)
    {
        var filled = (int)(BarWidth * done / all);
        return new string('#', filled) + new string('.', BarWidth - filled);
    }

    private async Task DrawAsync(CancellationToken cancellationToken)
    {
        var width = 0;
        try
        {
            await Task.Delay(Patience, _clock, cancellationToken);
            while (true)
            {
                var text = TextOf(_progress);
                await _terminal.WriteAsync($"\r{text.PadRight(width)}");
                width = text.Length;
                await Task.Delay(Interval, _clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await _terminal.WriteAsync(width == 0 ? "" : $"\r{new string(' ', width)}\r");
        }
    }
}
