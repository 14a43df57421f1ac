using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>For what policies are wanted.</summary>
/// <param name="Stream">The stream whose pods need the rights.</param>
/// <param name="Region">Region of a stream that names none, and the one by which the partition is known.</param>
/// <param name="Account">AWS account of table, bucket and lease table; null when it was not said.</param>
/// <param name="OidcProvider">ARN of the cluster's OIDC provider in IAM; null for no trust policy.</param>
internal sealed record IamRequest(KeyspacesCdcStream Stream, string Region, string? Account, string? OidcProvider);
