using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Tests.Doubles;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>Steps that look at AWS write into one reconcile side by side.</summary>
public sealed class ReconcileContextTests
{
    private const int Rounds = 500;
    private const int Others = 24;

    [Fact]
    public async Task Find_WhileOthersJudge_FindsWhatWasSaidBefore()
    {
        var stop = TestContext.Current.CancellationToken;
        for (var round = 0; round < Rounds; round++)
        {
            var run = NewRun();
            run.Set(new ConditionResult(ConditionTypes.SpecValid, true, ConditionReasons.Valid, "Spec is valid."));

            var writing = Task.Run(
                () =>
                {
                    for (var other = 0; other < Others; other++)
                    {
                        run.Set(new ConditionResult($"Other{other}", true, "Fine", "Fine."));
                    }
                },
                stop);
            while (!writing.IsCompleted)
            {
                Assert.True(run.Holds(ConditionTypes.SpecValid));
            }

            await writing;
            Assert.Equal(Others + 1, run.Results.Count);
        }
    }

    private static ReconcileContext NewRun() => new(SomeStream.Named("media"), new ReconcileState("uid", TimeProvider.System, new Random(1)));
}
