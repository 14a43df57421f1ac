using System.Net;
using Amazon.S3;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>Tries a conditional write again when S3 could not decide it because another one of the same key was under way (409).</summary>
internal sealed class S3Conflicts(TimeProvider clock, Random random)
{
    /// <summary>After these the conflict goes to the caller, whose own pacing is longer.</summary>
    private const int Tries = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    public async Task<bool> SettleAsync(Func<Task<bool>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Conflict && attempt < Tries)
            {
                await Task.Delay(PauseAfter(attempt), clock, cancellationToken);
            }
        }
    }

    private TimeSpan PauseAfter(int attempt)
    {
        lock (random)
        {
            return FirstPause * (1 << (attempt - 1)) * (0.5 + random.NextDouble());
        }
    }
}
