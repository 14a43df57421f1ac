using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Images;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>ImageResolved: finds the digest of the image, so that all pods of a rollout run the same one.</summary>
internal sealed class PodImageInspection(IImageInspector images, ReconcileDefaults defaults, IReconcileObserver observer)
{
    private const string Type = ConditionTypes.ImageResolved;
    private static readonly TimeSpan KeepFound = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan KeepMissing = TimeSpan.FromSeconds(20);

    private readonly AwsInspector _inspector = new(observer);

    public Task<Inspection<string>> RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var image = context.Stream.Spec.Pod.Image ?? defaults.Image;
        var question = new AwsQuestion<string, ImageInspection>
        {
            Type = Type,
            Answers = context.State.Image,
            Key = image,
            Ask = token => images.InspectAsync(image, token),
            KeepFor = found => found.Finding == ImageFinding.Missing ? KeepMissing : KeepFound,
        };
        return _inspector.InspectAsync(
            context,
            question,
            found => new Inspection<string> { Found = found.Finding == ImageFinding.Missing ? null : found.Reference, Condition = ResultOf(image, found) },
            problem => ResultOf(context, image, problem),
            cancellationToken);
    }

    /// <summary>
    /// Looking the digest up is a courtesy: the kubelet pulls with the execution role's rights, not with the operator's. Pods that run a digest of it
    /// already are not replaced for that.
    /// </summary>
    private static Inspection<string> ResultOf(ReconcileContext context, string image, AwsCallException problem)
    {
        if (problem.Kind != AwsFaultKind.Denied)
        {
            return new Inspection<string> { Condition = AwsConditions.Of(Type, problem) };
        }

        var found = RunningOf(context, image) ?? image;
        return new Inspection<string>
        {
            Found = found,
            Condition = new ConditionResult(Type, true, ConditionReasons.ImageAsWritten, $"Pods run {found}; the tag's current digest could not be resolved. {problem.Message}"),
        };
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
