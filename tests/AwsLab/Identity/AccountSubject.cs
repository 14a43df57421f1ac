namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>The ServiceAccount that a token speaks of.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
internal sealed record AccountSubject(string Namespace, string Name)
{
    /// <param name="subject"><c>system:serviceaccount:NAMESPACE:NAME</c>.</param>
    public static AccountSubject? Find(string subject) =>
        subject.Split(':') is ["system", "serviceaccount", { Length: > 0 } space, { Length: > 0 } name] ? new AccountSubject(space, name) : null;
}
