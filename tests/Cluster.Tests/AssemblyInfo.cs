using KeyspacesStreamer.Cluster.Tests.Streaming;

// Side by side: tests mostly wait, and each collection has servers of its own. Those that load the machine say DisableParallelization.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(StreamingStand))]
