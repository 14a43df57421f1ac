using System.Text.Json;
using KeyspacesStreamer.AwsLab.Policies;
using KeyspacesStreamer.AwsLab.Services;
using KeyspacesStreamer.Testing;
using Microsoft.AspNetCore.Http;

namespace KeyspacesStreamer.AwsLab.Tests.Policies;

/// <summary>The policy of a stream's pods as it is printed: objects of its own table are created, and nothing is replaced.</summary>
public sealed class CreateOnlyTests
{
    private const string Own = "/media/media_content/2026-01-02/1.json";

    [Theory]
    [InlineData("PUT", Own, true, true)]
    [InlineData("PUT", Own, false, false)]
    [InlineData("PUT", "/media/media_content/_gaps/shard-1/2.json", true, true)]
    [InlineData("PUT", "/media/media_content2/2026-01-02/1.json", true, false)]
    [InlineData("PUT", "/shop/payments/2026-01-02/1.json", true, false)]
    [InlineData("GET", "/shop/payments/2026-01-02/1.json", false, false)]
    [InlineData("HEAD", Own, false, true)]
    [InlineData("POST", Own + "?uploads", false, false)]
    [InlineData("POST", Own + "?uploadId=u", false, false)]
    [InlineData("DELETE", Own, false, false)]
    public void Pods_CreateTheirOwnObjectsAndReplaceNone(string method, string target, bool isConditional, bool isAllowed)
    {
        var request = new DefaultHttpContext().Request;
        var path = target.Split('?');
        request.QueryString = path.Length == 2 ? new QueryString("?" + path[1]) : default;
        if (isConditional)
        {
            request.Headers.IfNoneMatch = "*";
        }

        var operation = new S3Operations(new KmsKeys(new LabPlace("eu-west-1", "111122223333")))
            .Of(method, S3Address.Of("keyspaces-data-1a2b3c4d", path[0]), request.Query, request.Headers, new ContextKeys());

        Assert.Equal(isAllowed, operation.Actions.All(action => PolicyDocument.Judge([Printed()], action.Action, action.Resource, action.Keys).IsAllowed));
    }

    private static PolicyDocument Printed()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.PathOf("tests", "Golden", "policies", "minimal.stream.json")));
        return PolicyReader.ReadIdentityPolicy(document.RootElement.Clone(), 0);
    }
}
