using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>Asks AWS one question, judges the answer or the failure, and says when to ask again.</summary>
internal sealed class AwsInspector(IReconcileObserver observer)
{
    /// <param name="context">The stream that is reconciled.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="judge">What an answer means.</param>
    /// <param name="judgeFailure">What a failure means; null when it means to the condition what such a failure always means.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<Inspection<TFound>> InspectAsync<TKey, TAnswer, TFound>(
        ReconcileContext context, AwsQuestion<TKey, TAnswer> question, Func<TAnswer, Inspection<TFound>> judge, Func<AwsCallException, Inspection<TFound>>? judgeFailure, CancellationToken cancellationToken)
        where TKey : class
        where TFound : class
    {
        Inspection<TFound> inspection;
        try
        {
            var answer = await question.Answers.GetAsync(
                question.Key, question.Ask, question.KeepFor, problem => observer.AwsFailed(context.Key, question.Type, problem), cancellationToken);
            inspection = judge(answer) with { IsAnswered = true };
        }
        catch (AwsCallException problem)
        {
            inspection = judgeFailure is null ? new Inspection<TFound> { Condition = AwsConditions.Of(question.Type, problem) } : judgeFailure(problem);
        }

        return inspection with { RequeueAfter = question.Answers.RetryIn };
    }
}
