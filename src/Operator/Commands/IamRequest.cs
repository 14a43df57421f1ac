using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>For what policies are wanted.</summary>
/// <param name="Stream">The stream whose pods need the rights; its namespace is known.</param>
/// <param name="Region">Region of streams that name none.</param>
/// <param name="Account">AWS account of table, bucket and lease table: 12 digits.</param>
/// <param name="OidcIssuer">The cluster's OIDC issuer without scheme, as it is in the ARN of its provider; null for no trust policy.</param>
internal sealed record IamRequest(KeyspacesCdcStream Stream, string Region, string Account, string? OidcIssuer)
{
    /// <summary>The operator's ServiceAccount; null for no documents of the operator's role.</summary>
    public NamespacedName? Operator { get; init; }

    /// <summary>Whether pods of an earlier version may have something to finish in the folders beside the prefix.</summary>
    public bool FinishesEarlierFolders { get; init; }

    /// <summary>Image of streams that name none; null when it lies outside Amazon ECR.</summary>
    public string? Image { get; init; }
}
