using KeyspacesStreamer.Simulation.Disasters;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>Lets disasters and changes of a schedule happen to a pipeline when their time comes.</summary>
internal sealed class DisasterStrikes(Pipeline pipeline)
{
    public static readonly TimeSpan Restart = TimeSpan.FromSeconds(2);

    private TimeSpan _calmAt;

    public void Plan(Schedule schedule)
    {
        _calmAt = schedule.CalmAt;
        foreach (var burst in schedule.Bursts)
        {
            pipeline.Loop.After(burst.At, () => Append(burst));
        }

        foreach (var disaster in schedule.Disasters)
        {
            pipeline.Loop.After(disaster.At, () =>
            {
                pipeline.Wire.Trace.Say("WORLD", disaster.ToString());
                Strike(disaster);
            });
        }
    }

    private void Append(Burst burst)
    {
        if (pipeline.Life.Pick(burst.Shard) is { } shard)
        {
            pipeline.Wire.Trace.Say("WORLD", $"{burst.Records} changes in {shard}");
            pipeline.Life.Append(shard, burst.Records, burst.IsUnreadable);
        }
    }

    private void Strike(Disaster disaster)
    {
        switch (disaster.Kind)
        {
            case DisasterKind.Outage:
                pipeline.Wire.TakeOut(disaster.Service, disaster.Duration);
                break;
            case DisasterKind.ScaleUp:
                pipeline.StartNew(pipeline.Life);
                break;
            case DisasterKind.ListingLag:
                pipeline.Life.LagListings(disaster.Duration);
                break;
            case DisasterKind.Reenable:
                pipeline.Reenable();
                break;
            case DisasterKind.Downtime or DisasterKind.LongFreeze:
                Pass(disaster);
                break;
            case DisasterKind.Split or DisasterKind.Merge or DisasterKind.EmptyPages or DisasterKind.FalseEnd:
                StrikeShard(disaster);
                break;
            case DisasterKind.DamagedPages or DisasterKind.BrokenPages or DisasterKind.Disorder or DisasterKind.Repeat or DisasterKind.LargeRecords
                or DisasterKind.ForgedOwner or DisasterKind.TableSetBack or DisasterKind.PlantedObject:
                new Adversary(pipeline, _calmAt).Strike(disaster);
                break;
            default:
                if (pipeline.Pick(disaster.Subject) is { } pod)
                {
                    StrikePod(disaster, pod);
                }

                break;
        }
    }

    private void StrikePod(Disaster disaster, SimulatedPod pod)
    {
        switch (disaster.Kind)
        {
            case DisasterKind.Crash:
                pipeline.Kill(pod, Restart);
                break;
            case DisasterKind.CrashAtRequest:
                pipeline.StrikeLater(pod, disaster.Count, disaster.Moment, struck => pipeline.Kill(struck, Restart));
                break;
            case DisasterKind.Pause:
                pipeline.Pause(pod, disaster.Duration);
                break;
            case DisasterKind.PauseAtRequest:
                pipeline.StrikeLater(pod, disaster.Count, disaster.Moment, struck => pipeline.Pause(struck, disaster.Duration));
                break;
            case DisasterKind.Terminate:
                Replace(pod);
                break;
            case DisasterKind.TerminateAtRequest:
                pipeline.StrikeLater(pod, disaster.Count, disaster.Moment, Replace);
                break;
            case DisasterKind.ClockJump:
                pod.Clock.Jump(disaster.Duration);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(disaster), disaster.Kind, "Not a disaster of one pod.");
        }
    }

    private void StrikeShard(Disaster disaster)
    {
        if (pipeline.Life.Pick(disaster.Subject) is not { } shard)
        {
            return;
        }

        switch (disaster.Kind)
        {
            case DisasterKind.Split:
                pipeline.Life.Split(shard);
                break;
            case DisasterKind.Merge when pipeline.Life.Pick(disaster.Subject + 1) is { } other && other != shard:
                pipeline.Life.Merge(shard, other);
                break;
            case DisasterKind.EmptyPages:
                pipeline.Life.Source.AnswerEmpty(shard, disaster.Count);
                break;
            case DisasterKind.FalseEnd:
                pipeline.Life.Source.EndFalsely(shard);
                break;
        }
    }

    private void Replace(SimulatedPod pod)
    {
        if (!pod.IsStopping)
        {
            pipeline.StartNew(pod.Life);
            pipeline.Stop(pod);
        }
    }

    /// <summary>Hours pass in which no pod does anything, while rows change and the stream forgets what is older than a day.</summary>
    private void Pass(Disaster disaster)
    {
        pipeline.Freeze();
        foreach (var pod in pipeline.Pods.ToArray())
        {
            if (disaster.Kind == DisasterKind.Downtime)
            {
                pipeline.Kill(pod, null);
            }
            else
            {
                pod.Process.Pause();
            }
        }

        for (var hour = 1; hour <= disaster.Count; hour++)
        {
            pipeline.Loop.After(disaster.Duration / disaster.Count * hour, () => HourOf(disaster));
        }

        pipeline.Loop.After(disaster.Duration, () =>
        {
            pipeline.Life.Trim();
            pipeline.Thaw();
        });
    }

    private void HourOf(Disaster disaster)
    {
        if (pipeline.Life.Pick(disaster.Subject) is { } shard)
        {
            pipeline.Life.Append(shard, 2, isUnreadable: false);
            if (disaster.Subject % 3 == 0)
            {
                pipeline.Life.Split(shard);
            }
        }

        foreach (var life in pipeline.Lives)
        {
            life.Trim();
        }
    }
}
