namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>Two things happen at the same moment, and the outcome depends on which comes first.</summary>
internal sealed class AmbiguousException(string what) : Exception(what);
