using KeyspacesStreamer.Cluster.Tests.Streaming;

// Stands run side by side, and so do the classes of streams that stream: they mostly wait. Tests that keep the machine busy are alone.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(StreamingStand))]
