using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A definition cannot be run. The compiler of definitions lets none through that is like this.</summary>
internal sealed class DefinitionException(string type, string message) : Exception(message)
{
    /// <summary>The definition is of a later layout than this worker knows.</summary>
    public const string Unsupported = "UnsupportedDefinition";

    /// <summary>The definition contradicts itself.</summary>
    public const string Invalid = "InvalidDefinition";

    /// <summary>What the execution shows.</summary>
    public StepError Error => new(type, Message);
}
