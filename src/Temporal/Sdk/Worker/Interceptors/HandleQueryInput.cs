using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowInboundInterceptor.HandleQuery"/>.</summary>
/// <param name="Id">The id.</param>
/// <param name="Query">The query's name.</param>
/// <param name="Definition">The handler.</param>
/// <param name="Args">The arguments.</param>
/// <param name="Headers">The headers; null for none.</param>
public record HandleQueryInput(
    string Id,
    string Query,
    WorkflowQueryDefinition Definition,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
