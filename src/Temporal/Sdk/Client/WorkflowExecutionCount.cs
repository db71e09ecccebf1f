using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>A count of workflows.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The official type is nested.")]
public class WorkflowExecutionCount
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowExecutionCount"/> class.</summary>
    /// <param name="raw">What the service tells.</param>
    protected internal WorkflowExecutionCount(CountWorkflowExecutionsResponse raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        Count = raw.Count;
        Groups = [.. raw.Groups.Select(group => new AggregationGroup(group))];
    }

    /// <summary>Gets the count; the sum over the groups, as far as the service knows them.</summary>
    public long Count { get; }

    /// <summary>Gets the counts per group of a query with GROUP BY.</summary>
    public IReadOnlyCollection<AggregationGroup> Groups { get; }

    /// <summary>The count of one group.</summary>
    public class AggregationGroup
    {
        /// <summary>Initializes a new instance of the <see cref="AggregationGroup"/> class.</summary>
        /// <param name="raw">What the service tells.</param>
        protected internal AggregationGroup(CountWorkflowExecutionsResponse.Types.AggregationGroup raw)
        {
            ArgumentNullException.ThrowIfNull(raw);
            Count = raw.Count;
            GroupValues = [.. raw.GroupValues.Select(ReadValue)];
        }

        /// <summary>Gets the count.</summary>
        public long Count { get; }

        /// <summary>Gets the values that the group has in common.</summary>
        public IReadOnlyCollection<object> GroupValues { get; }

        // Values of groups are search attributes: typed when the service says the type, plain JSON otherwise.
        private static object ReadValue(Payload payload) =>
            Common.SearchAttributePayload.FromPayload("group", payload) is var (_, value)
                ? value
                : JsonSerializer.Deserialize<JsonElement>(payload.Data.Span);
    }
}
