using KeyspacesStreamer.AwsLab.Policies;

namespace KeyspacesStreamer.AwsLab.Tests.Policies;

public sealed class PolicyJudgeTests
{
    private const string Objects = "arn:aws:s3:::bucket/data/*";

    [Fact]
    public void Judge_StatementThatAllows_NamesIt()
    {
        var judgement = PolicyText.Judge(Allow("WriteObjects", "s3:PutObject", Objects), "s3:PutObject", "arn:aws:s3:::bucket/data/a/b.json");

        Assert.True(judgement.IsAllowed);
        Assert.Equal(["WriteObjects"], judgement.Statements);
    }

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket/data/a")]
    [InlineData("s3:PutObject", "arn:aws:s3:::bucket/other/a")]
    [InlineData("s3:PutObject", "arn:aws:s3:::buckets/data/a")]
    [InlineData("s3:PutObject", "arn:aws:s3:::bucket/Data/a")]
    [InlineData("s3:PutObjectTagging", "arn:aws:s3:::bucket/data/a")]
    public void Judge_WhatNoStatementAllows_IsDenied(string action, string resource)
    {
        var judgement = PolicyText.Judge(Allow("A", "s3:PutObject", Objects), action, resource);

        Assert.False(judgement.IsAllowed);
        Assert.False(judgement.IsExplicitDeny);
        Assert.Empty(judgement.Statements);
    }

    [Fact]
    public void Judge_StatementThatDenies_OutweighsOneThatAllows()
    {
        var judgement = PolicyText.Judge(
            Allow("A", "s3:*", "*") + """,{"Sid":"D","Effect":"Deny","Action":"s3:PutObject","Resource":"*"}""", "s3:PutObject", "arn:aws:s3:::bucket/data/a");

        Assert.False(judgement.IsAllowed);
        Assert.True(judgement.IsExplicitDeny);
        Assert.Equal(["D"], judgement.Statements);
    }

    [Theory]
    [InlineData("s3:Put*", "s3:PutObject", true)]
    [InlineData("S3:putobject", "s3:PutObject", true)]
    [InlineData("s3:Put?bject", "s3:PutObject", true)]
    [InlineData("*", "s3:PutObject", true)]
    [InlineData("s3:Put", "s3:PutObject", false)]
    [InlineData("dynamodb:*", "s3:PutObject", false)]
    public void Judge_ActionsWithWildcards_MatchWithoutCase(string pattern, string action, bool expected) =>
        Assert.Equal(expected, PolicyText.Judge(Allow("A", pattern, "*"), action, "arn:aws:s3:::bucket").IsAllowed);

    [Theory]
    [InlineData("arn:aws:dynamodb:*:111122223333:table/leases", "arn:aws:dynamodb:us-east-1:111122223333:table/leases", true)]
    [InlineData("arn:aws:dynamodb:*:111122223333:leases", "arn:aws:dynamodb:us-east-1:111122223333:table/leases", false)]
    [InlineData("arn:aws:cassandra:us-east-1:1:/keyspace/k/table/t/stream/*", "arn:aws:cassandra:us-east-1:1:/keyspace/k/table/t/stream/2026-01-01T00:00:00.000", true)]
    [InlineData("arn:aws:s3:::b/${*}${?}${$}/*", "arn:aws:s3:::b/*?$/x", true)]
    [InlineData("arn:aws:s3:::b/${*}/*", "arn:aws:s3:::b/a/x", false)]
    [InlineData("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/ann/x", true)]
    [InlineData("arn:aws:s3:::b/${aws:PrincipalTag/team}/*", "arn:aws:s3:::b//x", false)]
    [InlineData("arn:aws:s3:::b/*/a*b", "arn:aws:s3:::b/x/y/aXbYb", true)]
    public void Judge_ResourcesWithWildcardsAndVariables_MatchPartByPart(string pattern, string resource, bool expected)
    {
        var keys = new ContextKeys().With("aws:username", "ann");

        Assert.Equal(expected, PolicyText.Judge(Allow("A", "*", pattern), "s3:GetObject", resource, keys).IsAllowed);
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("arn:aws:cassandra:us-east-1:111122223333:/keyspace/*", false)]
    [InlineData("arn:aws:cassandra:*:*:*", false)]
    public void Judge_ActionWithoutResourceType_NeedsAStar(string resource, bool expected) =>
        Assert.Equal(expected, PolicyText.Judge(Allow("A", "cassandra:ListStreams", resource), "cassandra:ListStreams", "*").IsAllowed);

    [Fact]
    public void Judge_NotActionAndNotResource_MeanAllOthers()
    {
        const string Statement = """{"Effect":"Allow","NotAction":"s3:Delete*","NotResource":"arn:aws:s3:::secret/*"}""";

        Assert.True(PolicyText.Judge(Statement, "s3:GetObject", "arn:aws:s3:::open/a").IsAllowed);
        Assert.False(PolicyText.Judge(Statement, "s3:DeleteObject", "arn:aws:s3:::open/a").IsAllowed);
        Assert.False(PolicyText.Judge(Statement, "s3:GetObject", "arn:aws:s3:::secret/a").IsAllowed);
    }

    [Fact]
    public void Judge_StatementWithoutSid_IsNamedByItsPlace() =>
        Assert.Equal(["0.1"], PolicyText.Judge(Allow("A", "s3:A", "*") + """,{"Effect":"Allow","Action":"s3:B","Resource":"*"}""", "s3:B", "arn:aws:s3:::b").Statements);

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"s3:Get*","Resource":"*","Principal":"*"}""", "Principal")]
    [InlineData("""{"Effect":"allow","Action":"s3:Get*","Resource":"*"}""", "allow")]
    [InlineData("""{"Effect":"Allow","Action":"GetObject","Resource":"*"}""", "GetObject")]
    [InlineData("""{"Effect":"Allow","Action":"s3:Get*"}""", "Resource")]
    [InlineData("""{"Effect":"Allow","Action":"s3:Get*","Resource":"bucket/*"}""", "bucket/*")]
    [InlineData("""{"Effect":"Allow","Action":"s3:Get*","Resource":"*","Condition":{"StringIs":{"a":"b"}}}""", "StringIs")]
    [InlineData("""{"Sid":"with-dash","Effect":"Allow","Action":"s3:Get*","Resource":"*"}""", "with-dash")]
    public void Read_WhatIamRefuses_IsRefusedByItsWord(string statement, string expected) =>
        Assert.Contains(expected, Assert.Throws<LabException>(() => PolicyText.Of(statement)).Message, StringComparison.Ordinal);

    private static string Allow(string sid, string action, string resource) => $$"""{"Sid":"{{sid}}","Effect":"Allow","Action":"{{action}}","Resource":["{{resource}}"]}""";
}
