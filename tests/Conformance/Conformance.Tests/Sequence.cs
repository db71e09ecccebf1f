// Both classes play on the same machine: one after the other.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
