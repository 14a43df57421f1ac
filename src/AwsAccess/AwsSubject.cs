namespace KeyspacesStreamer.AwsAccess;

/// <summary>What a call to AWS was about: it goes with the failure of the call, so that no text of the SDK is passed on without it.</summary>
/// <param name="Action">The IAM action, such as <c>cassandra:GetRecords</c>.</param>
/// <param name="Resource">What it was done on, such as an ARN or the name of a table.</param>
public sealed record AwsSubject(string Action, string Resource)
{
    private const string Key = "KeyspacesStreamer.AwsSubject";

    /// <summary>Asks, and leaves the subject on what goes wrong; the exception stays what it is.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception problem) when (IsLeftOn(problem))
        {
            throw;
        }
    }

    /// <summary>What a failure is about; null when no call left it.</summary>
    public static AwsSubject? Of(Exception? problem)
    {
        for (var at = problem; at is not null; at = at.InnerException)
        {
            if (at.Data[Key] is AwsSubject found)
            {
                return found;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Action} on {Resource}";

    /// <returns>Always false: nothing is caught.</returns>
    private bool IsLeftOn(Exception problem)
    {
        problem.Data[Key] = this;
        return false;
    }
}
