using KeyspacesStreamer.Testing.Servers;

// Each test runs several processes; side by side they would only starve each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(AwsServers))]
