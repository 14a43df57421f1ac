using k8s.Models;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Reconciling.Workloads;
using static KeyspacesStreamer.Operator.Tests.Doubles.PodSamples;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Workloads;

/// <summary>The condition WorkloadReady names the pod, the cause and what to do.</summary>
public sealed class WorkloadDiagnosisTests
{
    private const string NoNode = "0/3 nodes are available: 3 node(s) had untolerated taint {eks.amazonaws.com/compute-type: fargate}.";

    [Fact]
    public void Of_NoDeployment_SaysSo() => Is(false, ConditionReasons.DeploymentMissing, WorkloadDiagnosis.Of(Now, null, [], 1));

    [Fact]
    public void Of_AllReady_Holds()
    {
        var found = Of(Deployment(2, 2, 2), 2, Ready("a"), Ready("b"));

        Is(true, ConditionReasons.PodsReady, found, "2 pods ready.");
    }

    [Fact]
    public void Of_ChangeNotSeenYet_IsNotReady()
    {
        var deployment = Deployment(1, 1, 1);
        deployment.Metadata.Generation = 4;

        Is(false, ConditionReasons.RollingOut, Of(deployment, 1, Ready("a")), "has not observed");
    }

    [Fact]
    public void Of_DeploymentOfAnotherSize_IsNotReady() => Is(false, ConditionReasons.RollingOut, Of(Deployment(1, 1, 1), 2, Ready("a")));

    [Fact]
    public void Of_NoneWantedAndNoneLeft_Holds() => Is(true, ConditionReasons.ScaledToZero, Of(Deployment(0, 0, 0), 0));

    [Fact]
    public void Of_NoneWantedAndOneStopping_NamesIt() => Is(false, ConditionReasons.ScalingDown, Of(Deployment(0, 0, 0), 0, Leaving(Ready("a"))), "Pod a must still commit");

    [Fact]
    public void Of_NewPodsStarting_IsRollingOut() => Is(false, ConditionReasons.RollingOut, Of(Deployment(1, 1, 1, 2), 1, Ready("old", 60), Running("new", 0.5, With("Ready", "False"))), "1 of 1 pod ready");

    [Theory]
    [InlineData("ErrImagePull", "registry.example/streampod:1", "lets the nodes pull")]
    [InlineData("ImagePullBackOff", "1.dkr.ecr.eu-west-1.amazonaws.com/streampod:1", "ecr:BatchGetImage")]
    [InlineData("InvalidImageName", "registry.example/streampod:1", "Correct spec.pod.image.")]
    public void Of_ImageNotPulled_TellsTheKubeletsWordsAndWhoNeedsWhat(string reason, string image, string advice)
    {
        var found = Of(Deployment(1, 1, 0), 1, Waiting("a", reason, "403 Forbidden", image: image));

        Is(false, ConditionReasons.ImagePullFailed, found, "Pod a cannot pull image " + image, "403 Forbidden.", advice);
    }

    [Fact]
    public void Of_SecretMissing_NamesIt()
    {
        var found = Of(Deployment(1, 1, 0), 1, Waiting("a", "CreateContainerConfigError", "secret \"keys\" not found"));

        Is(false, ConditionReasons.PodConfigInvalid, found, "secret \"keys\" not found.", "namespace streams");
    }

    [Fact]
    public void Of_PermissionMissing_PrintsTheLastWordsAndTheCommand()
    {
        var found = Of(Deployment(1, 1, 0), 1, Crashing("a", ExitCodes.MissingPermission, "Streaming media.content: cassandra:GetStream on x is denied"));

        Is(false, ConditionReasons.AccessDenied, found, "Pod a ended with exit code 3", "cassandra:GetStream on x is denied.", "'streamer-operator iam media'");
    }

    [Theory]
    [InlineData(ExitCodes.Unexpected, "kubectl logs -n streams a -c main --previous")]
    [InlineData(ExitCodes.InvalidSettings, "spec.pod.image")]
    [InlineData(ExitCodes.MissingResource, "spec.source")]
    [InlineData(ExitCodes.ForeignTable, "spec.checkpoint.table")]
    [InlineData(ExitCodes.DrainTimedOut, "terminationGracePeriodSeconds")]
    [InlineData(ExitCodes.Unavailable, "NAT gateway or VPC endpoints")]
    [InlineData(137, "killed")]
    public void Of_PodsEnding_TranslatesTheExitCode(int exitCode, string words) =>
        Is(false, ConditionReasons.PodsFailing, Of(Deployment(1, 1, 0), 1, Crashing("a", exitCode)), $"exit code {exitCode}", words);

    [Theory]
    [InlineData("{\"time\":\"1\",\"message\":\"First.\"}\n{\"time\":\"2\",\"message\":\"Disk is full\"}\n", "exit code 1: Disk is full. See")]
    [InlineData("me\":\"2\",\"message\":\"Disk is full\"}\n", "exit code 1. See")]
    [InlineData("{\"\\ud800age\":1}\n", "exit code 1. See")]
    [InlineData("Unhandled exception:\nno disk", "exit code 1: Unhandled exception: no disk. See")]
    [InlineData("{\"code\":7}", "exit code 1: {\"code\":7}. See")]
    public void Of_EndOfALogInsteadOfLastWords_QuotesTheLastMessage(string words, string expected) =>
        Is(false, ConditionReasons.PodsFailing, Of(Deployment(1, 1, 0), 1, Crashing("a", ExitCodes.Unexpected, words)), expected);

    [Fact]
    public void Of_Killed_QuotesNothing() =>
        Is(false, ConditionReasons.PodsFailing, Of(Deployment(1, 1, 0), 1, Crashing("a", 137, "1-23T02:08:4")), "exit code 137 (killed). See");

    [Fact]
    public void Of_StartedAgainAfterAnEnd_SaysTheSameAsWhileItWaits()
    {
        var waiting = Crashing("a", ExitCodes.MissingPermission, "denied");
        var running = Crashing("a", ExitCodes.MissingPermission, "denied");
        running.Status.ContainerStatuses[0].State = new V1ContainerState { Running = new V1ContainerStateRunning() };

        Assert.Equal(Of(Deployment(1, 1, 0), 1, waiting), Of(Deployment(1, 1, 0), 1, running));
    }

    [Fact]
    public void Of_InjectedContainerEnds_DoesNotTakeItsExitCodeForOurs()
    {
        var pod = Crashing("a", ExitCodes.MissingPermission, "no certificate");
        pod.Status.ContainerStatuses[0].Name = "proxy";

        Is(false, ConditionReasons.PodsFailing, Of(Deployment(1, 1, 0), 1, pod), "in container proxy with exit code 3: no certificate.");
    }

    [Fact]
    public void Of_OutOfMemory_SaysWhatToRaise() =>
        Is(false, ConditionReasons.OutOfMemory, Of(Deployment(1, 1, 0), 1, Crashing("a", 137, reason: "OOMKilled")), "Raise spec.pod.resources.memory");

    [Theory]
    [InlineData(NoNode)]
    [InlineData("no nodes available to schedule pods")]
    public void Of_NoProfileForTwoMinutes_NamesNamespaceAndLabelsAndWhatToDelete(string words)
    {
        var found = Of(Deployment(1, 1, 0), 1, Unscheduled("a", 2, words));

        Is(false, ConditionReasons.NoFargateProfile, found, "namespace streams", "app.kubernetes.io/component=stream.", "delete the pods", words);
        Assert.DoesNotContain("pod-template-hash", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoProfileSinceAMoment_IsPending() => Is(false, ConditionReasons.PodsPending, Of(Deployment(1, 1, 0), 1, Unscheduled("a", 1.9, NoNode)), NoNode);

    [Fact]
    public void Of_ProfileSelectsThePod_IsPendingHoweverLong()
    {
        var pod = Unscheduled("a", 60, NoNode);
        pod.Metadata.Labels["eks.amazonaws.com/fargate-profile"] = "streams";

        Is(false, ConditionReasons.PodsPending, Of(Deployment(1, 1, 0), 1, pod), NoNode);
    }

    [Fact]
    public void Of_NodesTooSmall_IsPendingWithTheSchedulersWords() =>
        Is(false, ConditionReasons.PodsPending, Of(Deployment(1, 1, 0), 1, Unscheduled("a", 60, "0/1 nodes are available: 1 Insufficient cpu.")), "1 Insufficient cpu.");

    [Theory]
    [InlineData(1.9, ConditionReasons.RollingOut)]
    [InlineData(2, ConditionReasons.PodsNotReady)]
    public void Of_RunsWithoutBeingReady_IsToldAfterTwoMinutes(double minutes, string reason) =>
        Is(false, reason, Of(Deployment(1, 1, 0), 1, Running("a", minutes, With("Ready", "False", "containers with unready status: [main]"))));

    [Fact]
    public void Of_PodsRefused_TellsTheServersWords()
    {
        var refused = new V1DeploymentCondition { Type = "ReplicaFailure", Status = "True", Message = "pods is forbidden: exceeded quota: small" };

        Is(false, ConditionReasons.PodsRefused, Of(Deployment(3, 2, 2, null, refused), 3, Ready("a"), Ready("b")), "2 of 3 pods ready", "exceeded quota: small.");
    }

    [Fact]
    public void Of_NoProgress_IsStalled()
    {
        var stalled = new V1DeploymentCondition { Type = "Progressing", Status = "False", Reason = "ProgressDeadlineExceeded", Message = "timed out progressing" };

        Is(false, ConditionReasons.RolloutStalled, Of(Deployment(1, 1, 0, null, stalled), 1, Running("a", 1)), "timed out progressing.");
    }

    [Fact]
    public void Of_ManyPods_NamesThreeInOrderAndCountsTheRest()
    {
        V1Pod[] pods = [.. "ebdac".Select(name => Crashing($"{name}", 1, "broken"))];

        var found = Of(Deployment(5, 5, 0), 5, pods);

        Is(false, ConditionReasons.PodsFailing, found, "Pods a, b, c and 2 more ended");
        Assert.Equal(found, Of(Deployment(5, 5, 0), 5, [.. pods.Reverse()]));
        Assert.Equal(found, WorkloadDiagnosis.Of(Now.AddMinutes(7), Deployment(5, 5, 0), pods, 5));
    }

    [Fact]
    public void Of_SeveralTroubles_TellsTheGravest() =>
        Is(false, ConditionReasons.ImagePullFailed, Of(Deployment(2, 2, 0), 2, Unscheduled("a", 60, NoNode), Waiting("b", "ErrImagePull", "gone")), "Pod b");

    [Fact]
    public void Of_OldTemplateFails_IsSilentAboutWhatIsBeingReplaced()
    {
        var old = Crashing("old", 3, "denied");
        old.Metadata.Labels["pod-template-hash"] = "66";

        Is(false, ConditionReasons.RollingOut, Of(Deployment(1, 1, 0, 2), 1, old, Running("new", 0.5, With("Ready", "False"))));
    }

    [Fact]
    public void Of_FailingPodIsLeavingOrEvicted_IsSilentAboutIt()
    {
        var evicted = Crashing("evicted", 1);
        evicted.Status.Phase = "Failed";

        Is(false, ConditionReasons.RollingOut, Of(Deployment(1, 1, 0), 1, Leaving(Crashing("leaving", 1)), evicted, Running("new", 1)));
    }

    private static ConditionResult Of(V1Deployment deployment, int wanted, params V1Pod[] pods) => WorkloadDiagnosis.Of(Now, deployment, pods, wanted);

    private static void Is(bool holds, string reason, ConditionResult found, params string[] words)
    {
        Assert.Equal((ConditionTypes.WorkloadReady, holds, reason), (found.Type, found.Holds, found.Reason));
        Assert.All(words, word => Assert.Contains(word, found.Message, StringComparison.Ordinal));
    }
}
