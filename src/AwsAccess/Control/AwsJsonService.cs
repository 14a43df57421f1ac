namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>An AWS service that speaks AWS JSON and has no client here of its own.</summary>
/// <param name="Id">Its name for the SDK's pipeline.</param>
/// <param name="SigningName">Name that requests are signed for.</param>
/// <param name="Host">First part of its host name.</param>
/// <param name="Target">What X-Amz-Target holds before the operation.</param>
/// <param name="JsonVersion">Version of AWS JSON.</param>
/// <param name="IsDualStack">Whether its dual-stack host is taken where one exists.</param>
public sealed record AwsJsonService(string Id, string SigningName, string Host, string Target, string JsonVersion, bool IsDualStack = false)
{
    /// <summary>The API of Keyspaces tables.</summary>
    // Eleven Regions have no other name than that under api.aws: https://docs.aws.amazon.com/keyspaces/latest/devguide/programmatic.endpoints.html
    // https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_GetTable.html
    public static readonly AwsJsonService Keyspaces = new("Keyspaces", "cassandra", "cassandra", "KeyspacesService", "1.0", IsDualStack: true);

    /// <summary>Registries of container images.</summary>
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
    public static readonly AwsJsonService Ecr = new("ECR", "ecr", "api.ecr", "AmazonEC2ContainerRegistry_V20150921", "1.1");

    /// <summary>Its address in a region.</summary>
    public Uri AddressIn(string region) => new($"https://{Host}.{region}.{(IsDualStack ? AwsPartition.DualStackDomainOf(region) : AwsPartition.DomainOf(region))}");
}
