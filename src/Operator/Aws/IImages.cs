namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Looks images up.</summary>
internal interface IImages
{
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<ImageLook> LookAsync(string image, CancellationToken cancellationToken);
}
