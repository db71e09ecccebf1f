namespace Pipelines.Activities.Models;

/// <summary>The model registry refused what it was asked.</summary>
/// <param name="message">One sentence for people: what was seen, what the rule is.</param>
/// <param name="cause">What led to it; null for none.</param>
public sealed class ModelRegistryException(string message, Exception? cause = null) : Exception(message, cause);
