using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowInboundInterceptor.HandleUpdateAsync"/> and
/// <see cref="WorkflowInboundInterceptor.ValidateUpdate"/>.</summary>
/// <param name="Id">The id.</param>
/// <param name="Update">The update's name.</param>
/// <param name="Definition">The handler.</param>
/// <param name="Args">The arguments.</param>
/// <param name="Headers">The headers; null for none.</param>
public record HandleUpdateInput(
    string Id,
    string Update,
    WorkflowUpdateDefinition Definition,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
