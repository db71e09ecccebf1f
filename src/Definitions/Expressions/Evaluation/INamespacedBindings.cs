namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Bindings whose names may hold dots and are looked up in a container first, as CEL's specification has
/// it.</summary>
internal interface INamespacedBindings : IBindings
{
    /// <summary>The container; empty for none.</summary>
    string Container { get; }
}
