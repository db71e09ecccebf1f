using Temporalio.Activities;
using Temporalio.Api.Common.V1;

namespace Temporalio.Worker.Interceptors;

/// <summary>Running an activity.</summary>
/// <param name="Activity">Its definition.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Headers">Its headers.</param>
public record ExecuteActivityInput(
    ActivityDefinition Activity, object?[] Args, IReadOnlyDictionary<string, Payload>? Headers);
