using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Images;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>ImageResolved: finds the digest of the image, so that all pods of a rollout run the same one.</summary>
internal sealed class ImageStep(IImageInspector images, ReconcileDefaults defaults, IReconcileObserver observer) : IReconcileStep
{
    private const string Type = ConditionTypes.ImageResolved;
    private static readonly TimeSpan KeepFound = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan KeepMissing = TimeSpan.FromSeconds(20);

    public async Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var image = context.Stream.Spec.Pod.Image ?? defaults.Image;
        try
        {
            var look = await context.State.Image.GetAsync(
                image,
                token => images.InspectAsync(image, token),
                found => found.Finding == ImageFinding.Missing ? KeepMissing : KeepFound,
                problem => observer.AwsFailed(context.Key, Type, problem),
                cancellationToken);
            context.Image = look.Finding == ImageFinding.Missing ? null : look.Reference;
            context.Set(ResultOf(image, look));
        }
        catch (AwsCallException problem) when (problem.Kind == AwsFaultKind.Denied)
        {
            // Looking the digest up is a courtesy: the kubelet pulls with the execution role's rights, not with the operator's.
            // Pods that run a digest of it already are not replaced for that.
            context.Image = RunningOf(context, image) ?? image;
            context.Set(new ConditionResult(Type, true, ConditionReasons.ImageAsWritten, $"Pods run {context.Image}; the tag's current digest could not be resolved. {problem.Message}"));
        }
        catch (AwsCallException problem)
        {
            context.Set(AwsConditions.Of(Type, problem));
        }

        context.RequeueAfter(context.State.Image.RetryIn);
    }

    private static string? RunningOf(ReconcileContext context, string image) =>
        context.Deployment?.Spec.Template.Spec.Containers.Select(container => container.Image).FirstOrDefault(running => running?.StartsWith($"{image}@", StringComparison.Ordinal) == true);

    private static ConditionResult ResultOf(string image, ImageInspection look) => look.Finding switch
    {
        ImageFinding.Pinned => new ConditionResult(Type, true, ConditionReasons.ImageFound, $"Pods run {look.Reference}."),
        ImageFinding.Resolved => new ConditionResult(Type, true, ConditionReasons.ImageFound, $"Pods run {look.Reference}, which is {image} today."),
        ImageFinding.AsWritten => new ConditionResult(Type, true, ConditionReasons.ImageAsWritten, $"Pods run {look.Reference}, whose registry is not asked for a digest."),
        ImageFinding.Missing => new ConditionResult(Type, false, ConditionReasons.ImageNotFound, $"ECR has no image {image}. Push it, or correct spec.pod.image."),
        _ => throw new ArgumentOutOfRangeException(nameof(look), look.Finding, "A finding expected."),
    };
}
