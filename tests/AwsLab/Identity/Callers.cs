using KeyspacesStreamer.AwsLab.Hosting;

namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>Whose access key it is: that of a session, or of a user.</summary>
internal sealed class Callers(LabFolder folder, SessionBook sessions)
{
    /// <returns>Null when nobody has this key, or its role is gone.</returns>
    public CallerKey? Find(string accessKey)
    {
        if (sessions.Find(accessKey) is { } session)
        {
            return folder.FindRole(session.RoleName) is { } role
                ? new CallerKey(new Caller(role.Account, role.Name, session.Name) { Policies = role.Policies, Tags = session.Tags }, session.Secret, session.Token, session.EndsAt)
                : null;
        }

        return folder.FindUser(accessKey);
    }
}
