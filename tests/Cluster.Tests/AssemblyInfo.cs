using KeyspacesStreamer.Cluster.Tests.Streaming;

// Streams of one stand run side by side: they mostly wait. All others say DisableParallelization, share one API server, and kill its pieces.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(StreamingStand))]
