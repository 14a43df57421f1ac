using System.Globalization;
using System.Xml.Linq;
using KeyspacesStreamer.AwsLab.Identity;

namespace KeyspacesStreamer.AwsLab.Sts;

/// <summary>Answers of STS in XML.</summary>
internal static class StsAnswers
{
    private static readonly XNamespace Space = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static Task WriteIdentityAsync(HttpContext context, Caller caller, string request) => WriteAsync(
        context, "GetCallerIdentity", request, [Text("Arn", caller.Arn), Text("UserId", caller.UserId), Text("Account", caller.Account)]);

    /// <param name="context">The request.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="role">The role.</param>
    /// <param name="session">Its new session.</param>
    /// <param name="claims">The web identity; null for a signed request.</param>
    /// <param name="provider">Who issued it.</param>
    /// <param name="request">Id of the request.</param>
    public static Task WriteSessionAsync(HttpContext context, string operation, Role role, Session session, TokenClaims? claims, string provider, string request)
    {
        var caller = new Caller(role.Account, role.Name, session.Name) { Policies = [] };
        List<XElement> members =
        [
            new(Space + "AssumedRoleUser", Text("Arn", caller.Arn), Text("AssumedRoleId", caller.UserId)),
            new(Space + "Credentials",
                Text("AccessKeyId", session.AccessKey), Text("SecretAccessKey", session.Secret), Text("SessionToken", session.Token),
                Text("Expiration", session.ExpiresAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
        ];
        if (claims is not null)
        {
            members.AddRange([
                Text("SubjectFromWebIdentityToken", claims.Subject), Text("Audience", claims.Audiences[0]),
                Text("Provider", $"arn:aws:iam::{role.Account}:oidc-provider/{provider}")]);
        }

        return WriteAsync(context, operation, request, members);
    }

    private static Task WriteAsync(HttpContext context, string operation, string request, IEnumerable<XElement> members)
    {
        context.Response.ContentType = "text/xml";
        context.Response.Headers["x-amzn-RequestId"] = request;
        var answer = new XElement(
            Space + $"{operation}Response", new XElement(Space + $"{operation}Result", members), new XElement(Space + "ResponseMetadata", Text("RequestId", request)));
        return context.Response.WriteAsync(answer.ToString(SaveOptions.DisableFormatting), context.RequestAborted);
    }

    private static XElement Text(string name, string value) => new(Space + name, value);
}
