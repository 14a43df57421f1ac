using Amazon.Runtime;

namespace KeyspacesStreamer.AwsAccess.Tests;

/// <summary>Credentials whose fetching takes until the test says so, and counts.</summary>
internal sealed class SlowCredentials : AWSCredentials
{
    private TaskCompletionSource _gate = Open();

    /// <summary>How often they were asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>What is thrown instead of an answer.</summary>
    public Exception? Problem { get; set; }

    public void Hold() => _gate = new TaskCompletionSource();

    public void Release() => _gate.SetResult();

    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        Asked++;
        await _gate.Task;
        return Problem is null ? new ImmutableCredentials("key", "secret", null) : throw Problem;
    }

    private static TaskCompletionSource Open()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}
