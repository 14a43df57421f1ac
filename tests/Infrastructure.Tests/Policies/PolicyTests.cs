using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Infrastructure.Tests.Provider;
using KeyspacesStreamer.Operator.Aws.Policies;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Infrastructure.Tests.Policies;

/// <summary>Terraform's policies are those that the operator itself writes for the same streams.</summary>
public sealed class PolicyTests(ProviderServer provider)
{
    private static readonly JsonSerializerOptions Legible = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Files => new(RenderedExample.Files);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Stream_MayDoWhatTheOperatorSaysItsPodsNeed(string file)
    {
        var outputs = await RenderedExample.OutputsAsync(provider, file);

        var policies = RenderedExample.Texts(outputs["stream_policies"]);

        Assert.NotEmpty(policies);
        Assert.All(policies, policy => Assert.Equal(
            Grant.Of(StreamPolicy.Of(Stream(outputs, policy.Key), Region(outputs), RenderedExample.Account)), Grant.Of(policy.Value)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Operator_MayDoWhatItSaysItNeedsForAllStreams(string file)
    {
        var outputs = await RenderedExample.OutputsAsync(provider, file);

        var policy = Grant.Of(outputs["operator_policy"]!.GetValue<string>()); // Terraform's text

        var image = $"{outputs["registry"]}/keyspaces-streamer/streampod:0.1.0";
        var needed = RenderedExample.Texts(outputs["stream_policies"]).Keys
            .SelectMany(key => Grant.Of(OperatorPolicy.Of(Stream(outputs, key), Region(outputs), RenderedExample.Account, image)));
        Assert.Equal(needed.Distinct().OrderBy(grant => grant.ToString(), StringComparer.Ordinal), policy);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(100, 10)]
    public async Task Operator_OfManyStreams_HasPoliciesThatIamTakes(int streams, int most)
    {
        var outputs = await RenderedExample.OutputsOfAsync(provider, "terraform/modules/iam", $"streams = {{\n{string.Join('\n', Enumerable.Range(0, streams).Select(Decided))}\n}}");

        var policies = (outputs["operator_policies"] as JsonArray ?? []).Select(policy => policy!.GetValue<string>()).ToList(); // Terraform's texts

        Assert.InRange(policies.Count, 1, most);
        Assert.All(policies, policy => Assert.InRange(policy.Length, 1, policies.Count == 1 ? 10240 : 6144));
        Assert.Equal(Grant.Of(outputs["operator_policy"]!.GetValue<string>()), policies.SelectMany(Grant.Of).Distinct().OrderBy(grant => grant.ToString(), StringComparer.Ordinal)); // Terraform's text
        Assert.Equal(streams, policies.SelectMany(Grant.Of).Where(grant => grant.Action == "cassandra:GetStream").Select(grant => grant.Resource).Distinct().Count());

        // As the root module decides what a stream with nothing but its table leaves open.
        static string Decided(int index) => $$"""
            table-of-a-common-length-{{index}} = {
              name = "table-of-a-common-length-{{index}}", namespace = "keyspaces-streams", service_account = "table-of-a-common-length-{{index}}-stream", region = "eu-central-1"
              keyspace = "warehouse", table = "table_of_a_common_length_{{index}}", finds_stream_by = "table"
              bucket = "keyspaces-data-01234567", bucket_region = "eu-central-1", prefix = "table-of-a-common-length-{{index}}/"
              key_template = "{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json", allow_shared_prefix = false, earlier_folders = false, object_tags = false, kms_key_arn = null
              checkpoint_table = "keyspaces-streamer-warehouse-table_of_a_common_length_{{index}}", checkpoint_region = "eu-central-1", create_checkpoint_table = true, delete_checkpoint_table = false
            }
            """;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Role_TrustsTheServiceAccountThatTheOperatorMakes(string file)
    {
        var outputs = await RenderedExample.OutputsAsync(provider, file);
        var issuer = outputs["oidc_provider_arn"]!.GetValue<string>().Split("oidc-provider/")[^1]; // Terraform's text

        var trusts = RenderedExample.Texts(outputs["stream_trust_policies"]);

        Assert.NotEmpty(trusts);
        Assert.All(trusts, trust =>
        {
            var needed = IamDocuments.Of(new IamRequest(Stream(outputs, trust.Key), Region(outputs), RenderedExample.Account, issuer)).TrustPolicy;
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(needed ?? "null"), JsonNode.Parse(trust.Value)), $"{trust.Value}\n{needed}");
        });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Policies_AreAsTheyWereRead(string file)
    {
        var outputs = await RenderedExample.OutputsAsync(provider, file);

        var text = new JsonObject
        {
            ["operator"] = JsonNode.Parse(outputs["operator_policy"]!.GetValue<string>()), // Terraform's text
            ["streams"] = new JsonObject(RenderedExample.Texts(outputs["stream_policies"]).Select(policy => KeyValuePair.Create(policy.Key, JsonNode.Parse(policy.Value)))),
            ["manifests"] = outputs["stream_manifests"]?.DeepClone(),
        }.ToJsonString(Legible) + "\n";

        GoldenFile.Compare($"tests/Golden/infrastructure/{Path.GetFileName(file).Split('.')[0]}.policies.json", text);
    }

    [Theory]
    [InlineData("cassandra:GetRecords", "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content/stream/2026-11-02T08:15:30.123", true)]
    [InlineData("cassandra:GetRecords", "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content2/stream/2026-11-02T08:15:30.123", false)]
    [InlineData("cassandra:GetRecords", "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/shop/table/payments/stream/2026-11-02T08:15:30.123", false)]
    [InlineData("cassandra:GetRecords", "arn:aws:cassandra:eu-west-1:444455556666:/keyspace/media/table/media_content/stream/2026-11-02T08:15:30.123", false)]
    [InlineData("cassandra:ListStreams", "*", false)]
    [InlineData("cassandra:Select", "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content", false)]
    [InlineData("dynamodb:UpdateItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/keyspaces-streamer-dev-media-media_content", true)]
    [InlineData("dynamodb:UpdateItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/keyspaces-streamer-dev-shop-payments", false)]
    [InlineData("dynamodb:DeleteTable", "arn:aws:dynamodb:eu-west-1:111122223333:table/keyspaces-streamer-dev-media-media_content", false)]
    [InlineData("s3:PutObject", "arn:aws:s3:::keyspaces-data-BUCKET/media/media/media_content/2026-01-02/1.json", true)]
    [InlineData("s3:PutObject", "arn:aws:s3:::keyspaces-data-BUCKET/media/media/media_content/_gaps/shard-1/2.json", true)]
    [InlineData("s3:PutObject", "arn:aws:s3:::keyspaces-data-BUCKET/media/media/media_content2/2026-01-02/1.json", false)]
    [InlineData("s3:GetObject", "arn:aws:s3:::keyspaces-data-BUCKET/shop/payments/2026-01-02/1.json", false)]
    [InlineData("s3:PutObject", "arn:aws:s3:::keyspaces-data-BUCKET/media/2026/1.json", false)]
    [InlineData("s3:PutObject", "arn:aws:s3:::keyspaces-data-BUCKET/other/2026/1.json", false)]
    [InlineData("s3:PutObject", "arn:aws:s3:::keyspaces-data-00000000/media/2026/1.json", false)]
    [InlineData("s3:DeleteObject", "arn:aws:s3:::keyspaces-data-BUCKET/media/2026/1.json", false)]
    [InlineData("s3:PutObjectTagging", "arn:aws:s3:::keyspaces-data-BUCKET/media/2026/1.json", false)]
    public async Task Stream_IsAllowedItsOwnOnly(string action, string resource, bool allowed)
    {
        var outputs = await RenderedExample.OutputsAsync(provider, RenderedExample.Files[0]);
        var policy = Grant.Of(RenderedExample.Texts(outputs["stream_policies"])["media-content"]);
        var asked = resource.Replace("keyspaces-data-BUCKET", outputs["bucket"]!.GetValue<string>(), StringComparison.Ordinal); // Terraform's text

        Assert.Equal(allowed, policy.Any(grant => grant.Allows(action, asked)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Stream_MayCreateObjectsAndReplaceNone(string file)
    {
        var outputs = await RenderedExample.OutputsAsync(provider, file);

        Assert.All(RenderedExample.Texts(outputs["stream_policies"]).Values, policy => Assert.Equal(
            ("s3:PutObject", """{"Null":{"s3:if-none-match":"true"}}"""), Grant.Of(policy).Where(grant => grant.Denies).Select(grant => (grant.Action, grant.Condition)).Single()));
    }

    /// <summary>Settings as they were written before the key template was among them, with prefixes and without, and the one line that the upgrade asks for.</summary>
    [Theory]
    [InlineData("media-content", "media/media/media_content/2026-01-02/1.json", "keyspaces-streamer-media-media_content")]
    [InlineData("payments", "shop/payments/2026-01-02/1.json", "keyspaces-streamer-shop-payments")]
    public async Task Stream_OfEarlierSettings_GoesOnWritingWhereItWrote(string key, string written, string leases)
    {
        var settings = await File.ReadAllTextAsync(RepositoryRoot.PathOf("tests", "Golden", "infrastructure", "earlier.tfvars"), TestContext.Current.CancellationToken);

        var outputs = await RenderedExample.OutputsOfAsync(provider, settings + "\ncheckpoint_table_prefix = \"keyspaces-streamer\"\n");

        var policy = Grant.Of(RenderedExample.Texts(outputs["stream_policies"])[key]);

        Assert.Contains(policy, grant => grant.Allows("s3:PutObject", $"arn:aws:s3:::{outputs["bucket"]!.GetValue<string>()}/{written}")); // Terraform's text
        Assert.Equal(leases, Stream(outputs, key).Spec.CheckpointTable());
        Assert.Equal(Grant.Of(StreamPolicy.Of(Stream(outputs, key), Region(outputs), RenderedExample.Account)), policy);
    }

    [Theory]
    [InlineData("", "{keyspace}/{table}/{yyyy}/{sequenceNumber}.json", false)]
    [InlineData("cdc*/", "{table}-{keyspace}/{sequenceNumber}.json", false)]
    [InlineData("cdc", "{yyyy}/{table}/{sequenceNumber}.json", false)]
    [InlineData("cdc/", "all/{column:keyspace}/{table}/{sequenceNumber}.json", true)]
    [InlineData("", "{shardId}/{sequenceNumber}.json", true)]
    [InlineData("", "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json", false)]
    [InlineData("cdc/", "dt={yyyy}/{sequenceNumber}.json", false)]
    [InlineData("cdc/a-", "dt={yyyy}/{sequenceNumber}.json", false)]
    [InlineData("cdc/{table}/", "{keyspace}-{yyyy}/{sequenceNumber}.json", false)]
    public async Task Stream_MayWriteBelowTheHeadThatTheOperatorFinds(string prefix, string template, bool withEarlierFolders)
    {
        var settings = $$"""
            region = "eu-west-1"
            streams = {
              content = { keyspace = "media", table = "media_content", prefix = "{{prefix}}", key_template = "{{template}}", allow_shared_prefix = true, earlier_folders = {{(withEarlierFolders ? "true" : "false")}} }
            }
            """;
        var outputs = await RenderedExample.OutputsOfAsync(provider, settings);

        var policy = RenderedExample.Texts(outputs["stream_policies"])["content"];

        Assert.Equal(Grant.Of(StreamPolicy.Of(Stream(outputs, "content"), Region(outputs), RenderedExample.Account, withEarlierFolders)), Grant.Of(policy));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Policies_HaveNoWildcardsButInTheLabelOfAStreamTheSystemKeyspacesAndTheEndOfAPrefix(string file)
    {
        var outputs = await RenderedExample.OutputsAsync(provider, file);

        var grants = RenderedExample.Texts(outputs["stream_policies"]).Values.Append(outputs["operator_policy"]!.GetValue<string>()).SelectMany(Grant.Of).ToList(); // Terraform's text

        Assert.NotEmpty(grants);
        Assert.All(grants, grant => Assert.DoesNotContain('*', grant.Action));
        Assert.All(grants.Where(grant => !grant.Denies), grant => Assert.Matches(@"^arn:aws:[^*]*[^:*](/\*|/[^*]+\*)?$", grant.Resource));
        Assert.All(grants.Where(grant => grant.Action == "cassandra:Select"), grant => Assert.Matches(@"^arn:aws:cassandra:[^*]+(/table/[^/*]+|:/keyspace/system\*|:/keyspace/[^/*]+/)$", grant.Resource));
    }

    [Theory]
    [InlineData("arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content", true)]
    [InlineData("arn:aws:cassandra:eu-west-1:111122223333:/keyspace/system_schema_mcs/table/tables", true)]
    [InlineData("arn:aws:cassandra:eu-west-1:444455556666:/keyspace/system_schema_mcs/table/tables", false)]
    [InlineData("arn:aws:cassandra:eu-west-1:111122223333:/keyspace/shop/table/customers", false)]
    public async Task Operator_ReadsTheDescriptionsOfItsTablesOnly(string resource, bool allowed)
    {
        var outputs = await RenderedExample.OutputsAsync(provider, RenderedExample.Files[0]);

        var policy = Grant.Of(outputs["operator_policy"]!.GetValue<string>()); // Terraform's text

        Assert.Equal(allowed, policy.Any(grant => grant.Allows("cassandra:Select", resource)));
    }

    private static string Region(JsonObject outputs) => outputs["region"]!.GetValue<string>(); // Terraform's text

    private static KeyspacesStreamer.Operator.Api.V1Alpha1.KeyspacesCdcStream Stream(JsonObject outputs, string key)
    {
        var manifest = outputs["stream_manifests"]?[key]?.AsObject() ?? throw new InvalidDataException($"No manifest of {key}.");
        var (name, place) = ((string?)manifest["metadata"]?["name"], (string?)manifest["metadata"]?["namespace"]);
        return StreamManifest.Find(manifest.ToJsonString(), place, name!) ?? throw new InvalidDataException($"No stream {name}."); // Terraform writes a name
    }
}
