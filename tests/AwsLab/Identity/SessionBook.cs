using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>The sessions that were given out.</summary>
/// <param name="clock">Time, for their end.</param>
/// <param name="lifetime">How long they live, as told.</param>
/// <param name="early">By how much earlier they are refused.</param>
internal sealed class SessionBook(TimeProvider clock, TimeSpan lifetime, TimeSpan early)
{
    private const string KeyLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static readonly Dictionary<string, string> NoTags = [];
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public Session Issue(string role, string name, IReadOnlyDictionary<string, string>? tags = null)
    {
        // Expiration times are whole seconds on the wire.
        var end = DateTimeOffset.FromUnixTimeSeconds((clock.GetUtcNow() + lifetime).ToUnixTimeSeconds());
        var session = new Session(
            role, name, "ASIA" + RandomNumberGenerator.GetString(KeyLetters, 16),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)), Convert.ToBase64String(RandomNumberGenerator.GetBytes(150)))
        {
            ExpiresAt = end, EndsAt = end - early, Tags = tags ?? NoTags,
        };
        _sessions[session.AccessKey] = session;
        return session;
    }

    /// <returns>Null when no session has the key; one that ended is found, so that it is told apart.</returns>
    public Session? Find(string accessKey) => _sessions.GetValueOrDefault(accessKey);
}
