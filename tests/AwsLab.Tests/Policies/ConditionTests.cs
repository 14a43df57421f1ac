using KeyspacesStreamer.AwsLab.Policies;

namespace KeyspacesStreamer.AwsLab.Tests.Policies;

public sealed class ConditionTests
{
    private static readonly ContextKeys Keys = new ContextKeys()
        .With("kms:ViaService", "s3.us-east-1.amazonaws.com").With("kms:ResourceAliases", ["alias/a", "alias/b"]).With("s3:max-keys", "10")
        .With("aws:SecureTransport", "true").With("aws:SourceIp", "10.1.2.3").With("aws:PrincipalArn", "arn:aws:iam::111122223333:role/pod").With("aws:CurrentTime", "2026-05-01T00:00:00Z");

    [Theory]
    [InlineData("StringEquals", "kms:viaservice", "\"s3.us-east-1.amazonaws.com\"", true)]
    [InlineData("StringEquals", "kms:ViaService", "[\"x\",\"s3.us-east-1.amazonaws.com\"]", true)]
    [InlineData("StringEquals", "kms:ViaService", "\"s3.*\"", false)]
    [InlineData("StringLike", "kms:ViaService", "\"s3.*\"", true)]
    [InlineData("StringNotLike", "kms:ViaService", "\"s3.*\"", false)]
    [InlineData("StringNotEquals", "kms:ViaService", "\"x\"", true)]
    [InlineData("StringEqualsIgnoreCase", "kms:ViaService", "\"S3.us-east-1.amazonaws.com\"", true)]
    [InlineData("StringEquals", "aws:Missing", "\"x\"", false)]
    [InlineData("StringNotEquals", "aws:Missing", "\"x\"", true)]
    [InlineData("StringEqualsIfExists", "aws:Missing", "\"x\"", true)]
    [InlineData("StringEqualsIfExists", "kms:ViaService", "\"x\"", false)]
    [InlineData("ForAnyValue:StringEquals", "kms:ResourceAliases", "\"alias/b\"", true)]
    [InlineData("ForAnyValue:StringEquals", "kms:ResourceAliases", "\"alias/c\"", false)]
    [InlineData("ForAnyValue:StringEquals", "aws:Missing", "\"x\"", false)]
    [InlineData("ForAllValues:StringEquals", "kms:ResourceAliases", "[\"alias/a\",\"alias/b\"]", true)]
    [InlineData("ForAllValues:StringEquals", "kms:ResourceAliases", "\"alias/a\"", false)]
    [InlineData("ForAllValues:StringEquals", "aws:Missing", "\"x\"", true)]
    [InlineData("Bool", "aws:SecureTransport", "true", true)]
    [InlineData("Bool", "aws:SecureTransport", "\"false\"", false)]
    [InlineData("Null", "aws:Missing", "\"true\"", true)]
    [InlineData("Null", "kms:ViaService", "\"true\"", false)]
    [InlineData("Null", "kms:ViaService", "\"false\"", true)]
    [InlineData("NumericLessThanEquals", "s3:max-keys", "10", true)]
    [InlineData("NumericGreaterThan", "s3:max-keys", "\"10\"", false)]
    [InlineData("IpAddress", "aws:SourceIp", "\"10.0.0.0/8\"", true)]
    [InlineData("NotIpAddress", "aws:SourceIp", "\"10.0.0.0/8\"", false)]
    [InlineData("ArnLike", "aws:PrincipalArn", "\"arn:aws:iam::*:role/p*\"", true)]
    [InlineData("ArnEquals", "aws:PrincipalArn", "\"arn:aws:iam::111122223333:role/other\"", false)]
    [InlineData("DateLessThan", "aws:CurrentTime", "\"2026-06-01T00:00:00Z\"", true)]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "\"2026-06-01T00:00:00Z\"", false)]
    public void Judge_Condition_HoldsAsIamSays(string name, string key, string values, bool expected)
    {
        var statement = $$$"""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"{{{name}}}":{"{{{key}}}":{{{values}}} } } }""";

        Assert.Equal(expected, PolicyText.Judge(statement, "s3:GetObject", "arn:aws:s3:::b/k", Keys).IsAllowed);
    }

    [Fact]
    public void Judge_SeveralConditions_AllHaveToHold()
    {
        const string Statement = """
            {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"},"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/c"}}}
            """;

        Assert.False(PolicyText.Judge(Statement, "kms:Decrypt", "arn:aws:kms:us-east-1:1:key/k", Keys).IsAllowed);
    }
}
