namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>The role that EKS Pod Identity gives to the pods of a ServiceAccount.</summary>
/// <param name="Namespace">Namespace of the ServiceAccount.</param>
/// <param name="ServiceAccount">Its name.</param>
/// <param name="Role">Name or ARN of the role.</param>
internal sealed record Association(string Namespace, string ServiceAccount, string Role);
