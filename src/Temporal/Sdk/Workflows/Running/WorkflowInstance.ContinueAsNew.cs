using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Workflows.Running;

/// <summary>The command that continues the run as new.</summary>
internal sealed partial class WorkflowInstance
{
    internal static Payloads ToPayloads(IPayloadConverter converter, IReadOnlyCollection<object?> values)
    {
        var payloads = new Payloads();
        foreach (var value in values)
            payloads.Payloads_.Add(converter.ToPayload(value));
        return payloads;
    }

    internal static Header? ToHeader(IDictionary<string, Payload>? headers)
    {
        if (headers == null || headers.Count == 0)
            return null;
        var header = new Header();
        foreach (var (name, value) in headers)
            header.Fields[name] = value;
        return header;
    }

    private Command ContinueAsNewCommand(CreateContinueAsNewExceptionInput input)
    {
        var options = input.Options;
        var attributes = new ContinueAsNewWorkflowExecutionCommandAttributes
        {
            WorkflowType = new() { Name = input.Workflow },
            TaskQueue = new() { Name = options?.TaskQueue ?? _details.TaskQueue },
            Input = ToPayloads(PayloadConverter, input.Args),
            WorkflowRunTimeout = ToDuration(options?.RunTimeout) ?? _details.Started.WorkflowRunTimeout,
            WorkflowTaskTimeout = ToDuration(options?.TaskTimeout) ?? _details.Started.WorkflowTaskTimeout,
            BackoffStartInterval = ToDuration(options?.BackoffStartInterval),
            RetryPolicy = options?.RetryPolicy?.ToProto() ?? _details.Started.RetryPolicy,
            Header = ToHeader(input.Headers),
            SearchAttributes = options?.TypedSearchAttributes?.ToProto() ?? CurrentSearchAttributes(),
            InitialVersioningBehavior = (ContinueAsNewVersioningBehavior)(int)(options?.InitialVersioningBehavior ?? 0),
        };
        var memo = new Memo();
        if (options?.Memo is { } newMemo)
        {
            foreach (var (name, value) in newMemo)
                memo.Fields[name] = PayloadConverter.ToPayload(value);
        }
        else
        {
            foreach (var (name, value) in MutableMemo)
                memo.Fields[name] = value.Payload;
        }
        if (memo.Fields.Count > 0)
            attributes.Memo = memo;
        return new()
        {
            CommandType = CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = attributes,
        };
    }

    internal static Duration? ToDuration(TimeSpan? time) => time == null ? null : Duration.FromTimeSpan(time.Value);

    private SearchAttributes? CurrentSearchAttributes()
    {
        if (_searchAttributes == null)
            return _details.Started.SearchAttributes;
        return _searchAttributes.Count == 0 ? null : _searchAttributes.ToProto();
    }
}
