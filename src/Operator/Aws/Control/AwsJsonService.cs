namespace KeyspacesStreamer.Operator.Aws.Control;

/// <summary>An AWS service that speaks AWS JSON and has no client here of its own.</summary>
/// <param name="Id">Its name for the SDK's pipeline.</param>
/// <param name="SigningName">Name that requests are signed for.</param>
/// <param name="Host">First part of its host name.</param>
/// <param name="Target">What X-Amz-Target holds before the operation.</param>
/// <param name="JsonVersion">Version of AWS JSON.</param>
internal sealed record AwsJsonService(string Id, string SigningName, string Host, string Target, string JsonVersion)
{
    // https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_GetTable.html
    public static readonly AwsJsonService Keyspaces = new("Keyspaces", "cassandra", "cassandra", "KeyspacesService", "1.0");

    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
    public static readonly AwsJsonService Ecr = new("ECR", "ecr", "api.ecr", "AmazonEC2ContainerRegistry_V20150921", "1.1");

    public Uri AddressIn(string region) => new($"https://{Host}.{region}.{AwsPartition.DomainOf(region)}");
}
