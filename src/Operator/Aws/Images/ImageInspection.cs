namespace KeyspacesStreamer.Operator.Aws.Images;

/// <summary>Result of a look at an image.</summary>
/// <param name="Finding">How far it is known.</param>
/// <param name="Reference">What pods are started with: with a digest where one is known.</param>
internal sealed record ImageInspection(ImageFinding Finding, string Reference);
