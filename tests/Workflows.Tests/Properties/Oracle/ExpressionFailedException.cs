namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>An expression has no value, or not one that its field takes.</summary>
internal sealed class ExpressionFailedException(string message) : Exception(message);
