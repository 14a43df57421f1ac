namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Result of a look at an image.</summary>
/// <param name="Finding">How far it is known.</param>
/// <param name="Reference">What pods are started with: with a digest where one is known.</param>
internal sealed record ImageLook(ImageFinding Finding, string Reference);
