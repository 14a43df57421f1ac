// One API server for all, whose pieces are killed by some of the tests.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
