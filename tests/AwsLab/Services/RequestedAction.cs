using KeyspacesStreamer.AwsLab.Policies;

namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>What a request needs to be allowed to do.</summary>
/// <param name="Action">IAM action, such as <c>s3:PutObject</c>.</param>
/// <param name="Resource">ARN, or <c>*</c> for an action without a resource type.</param>
/// <param name="Keys">What policies may ask of it.</param>
internal sealed record RequestedAction(string Action, string Resource, ContextKeys Keys);
