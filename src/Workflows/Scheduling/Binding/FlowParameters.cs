using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling.Binding;

/// <summary>Whose parameters a frame sees.</summary>
internal static class FlowParameters
{
    /// <summary>The parameters of the pipeline, nested or not, that a frame belongs to.</summary>
    public static IReadOnlyList<ParameterDefinition> DeclaredAround(FlowState state, Frame frame)
    {
        while (frame.Scope is { } outer) frame = state.Frames[outer];
        return frame.Owner is { } owner && state.StepOf(owner) is CompiledStep.Nested nested
            ? nested.Of.Pipeline.Parameters
            : state.Run.Definition.Parameters;
    }
}
