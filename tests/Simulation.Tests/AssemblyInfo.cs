// Campaigns use every processor by themselves; tests beside them would only make their figures meaningless.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
