using System.Globalization;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Policies;
using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Hosting;

/// <summary>What policies may ask of any request: the global condition keys.</summary>
/// <param name="clock">Time.</param>
/// <param name="place">Region.</param>
internal sealed class RequestFacts(TimeProvider clock, LabPlace place)
{
    /// <param name="context">The request.</param>
    /// <param name="caller">Who sent it; null before anybody is known.</param>
    public ContextKeys Of(HttpContext context, Caller? caller)
    {
        var now = clock.GetUtcNow();
        var keys = new ContextKeys()
            .With("aws:SecureTransport", context.Request.IsHttps ? "true" : "false")
            .With("aws:SourceIp", context.Connection.RemoteIpAddress?.ToString())
            .With("aws:RequestedRegion", place.Region)
            .With("aws:CurrentTime", now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .With("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .With("aws:UserAgent", context.Request.Headers.UserAgent.FirstOrDefault())
            .With("aws:ViaAWSService", "false");
        return caller is null ? keys : caller.Tags.Aggregate(
            keys.With("aws:PrincipalArn", caller.PrincipalArn).With("aws:PrincipalAccount", caller.Account).With("aws:userid", caller.UserId)
                .With("aws:PrincipalType", caller.Session is null ? "User" : "AssumedRole").With("aws:username", caller.Session is null ? caller.Name : null)
                .With("aws:ResourceAccount", place.Account),
            (all, tag) => all.With($"aws:PrincipalTag/{tag.Key}", tag.Value));
    }
}
