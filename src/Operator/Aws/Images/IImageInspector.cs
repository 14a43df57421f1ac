namespace KeyspacesStreamer.Operator.Aws.Images;

/// <summary>Looks images up.</summary>
internal interface IImageInspector
{
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<ImageInspection> InspectAsync(string image, CancellationToken cancellationToken);
}
