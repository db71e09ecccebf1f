using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Workflows;

/// <summary>Thrown out of a run method, ends the run and starts the next one. Made by
/// <c>Workflow.CreateContinueAsNewException</c>.</summary>
public class ContinueAsNewException : TemporalException
{
    internal ContinueAsNewException(CreateContinueAsNewExceptionInput input)
        : base("The workflow continues as new.") => Input = input;

    internal CreateContinueAsNewExceptionInput Input { get; }
}
