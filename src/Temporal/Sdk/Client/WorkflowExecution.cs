using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>What a list tells of a run.</summary>
public class WorkflowExecution
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> _memo;
    private readonly Lazy<SearchAttributeCollection> _searchAttributes;

    /// <summary>Initializes a new instance of the <see cref="WorkflowExecution"/> class.</summary>
    /// <param name="rawInfo">What the service tells.</param>
    /// <param name="dataConverter">What converts the memo.</param>
    /// <param name="clientNamespaceForDataConverterWithContext">
    /// The namespace, when the converter is to be bound to the workflow; null when it is.
    /// </param>
    protected internal WorkflowExecution(
        WorkflowExecutionInfo rawInfo,
        DataConverter dataConverter,
        string? clientNamespaceForDataConverterWithContext)
    {
        RawInfo = rawInfo;
        _memo = new(() => ReadMemo(rawInfo, dataConverter, clientNamespaceForDataConverterWithContext));
        _searchAttributes = new(() => rawInfo.SearchAttributes == null
            ? SearchAttributeCollection.Empty
            : SearchAttributeCollection.FromProto(rawInfo.SearchAttributes));
    }

    /// <summary>Gets the id.</summary>
    public string Id => RawInfo.Execution.WorkflowId;

    /// <summary>Gets the run id.</summary>
    public string RunId => RawInfo.Execution.RunId;

    /// <summary>Gets the type.</summary>
    public string WorkflowType => RawInfo.Type.Name;

    /// <summary>Gets the state.</summary>
    public WorkflowExecutionStatus Status => RawInfo.Status;

    /// <summary>Gets the task queue.</summary>
    public string TaskQueue => RawInfo.TaskQueue;

    /// <summary>Gets when the run was created.</summary>
    public DateTime StartTime => RawInfo.StartTime?.ToDateTime() ?? default;

    /// <summary>Gets when the run began, or will begin, after a delay.</summary>
    public DateTime? ExecutionTime => RawInfo.ExecutionTime?.ToDateTime();

    /// <summary>Gets when the run was closed; null while it is open.</summary>
    public DateTime? CloseTime => RawInfo.CloseTime?.ToDateTime();

    /// <summary>Gets the number of events.</summary>
    public int HistoryLength => (int)RawInfo.HistoryLength;

    /// <summary>Gets the values kept with the workflow.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => _memo.Value;

    /// <summary>Gets the search attributes.</summary>
    public SearchAttributeCollection TypedSearchAttributes => _searchAttributes.Value;

    /// <summary>Gets the parent's id; null when there is none.</summary>
    public string? ParentId => RawInfo.ParentExecution?.WorkflowId;

    /// <summary>Gets the parent's run id; null when there is none.</summary>
    public string? ParentRunId => RawInfo.ParentExecution?.RunId;

    /// <summary>Gets what the service tells.</summary>
    internal WorkflowExecutionInfo RawInfo { get; }

    private static Dictionary<string, IEncodedRawValue> ReadMemo(
        WorkflowExecutionInfo info, DataConverter converter, string? ns)
    {
        var memo = new Dictionary<string, IEncodedRawValue>();
        if (info.Memo is not { Fields: { Count: > 0 } fields })
        {
            return memo;
        }

        var bound = ns == null
            ? converter
            : converter.WithSerializationContext(new ISerializationContext.Workflow(ns, info.Execution.WorkflowId));
        foreach (var (name, payload) in fields)
        {
            memo[name] = new EncodedRawValue(bound, payload);
        }

        return memo;
    }
}
