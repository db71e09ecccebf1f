using System.Runtime.ExceptionServices;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Core;
using Temporalio.Workflows.Running;

namespace Temporalio.Workflows.Tasks;

/// <summary>One run in memory: its state and its workflow code.</summary>
internal sealed class WorkflowRun(WorkflowRunFactory factory, string workflowId, string runId, string workflowType)
{
    private readonly DataConverter _converter = factory.Options.DataConverter;
    private DataConverter? _workflowConverter;

    public string RunId => runId;

    public string WorkflowId => workflowId;

    public RunState State { get; } = new(runId);

    public WorkflowInstance? Instance { get; private set; }

    /// <summary>One task of a run at a time.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    public LocalActivityRuns Locals { get; } = new();

    /// <summary>The place in the cache's order of use; null when it is not there.</summary>
    public LinkedListNode<WorkflowRun>? CacheNode { get; set; }

    public TimeSpan TaskTimeout => Instance?.Info.TaskTimeout ?? TimeSpan.FromSeconds(10);

    public DataConverter Converter => Instance?.Converter
        ?? (_workflowConverter ??= _converter.WithSerializationContext(
            new ISerializationContext.Workflow(factory.Options.Namespace, workflowId)));

    /// <summary>Takes the workflow through all the history there is.</summary>
    /// <exception cref="Exception">Why the task fails.</exception>
    public async Task AdvanceAsync(Action<Exception> onDeadlock)
    {
        while (State.Next() is { } activation)
            await ActivateAsync(activation, onDeadlock).ConfigureAwait(false);
    }

    /// <summary>Answers queries on the current state.</summary>
    public Task<IReadOnlyList<QueryAnswer>> QueryAsync(
        IReadOnlyList<ActivationJob> queries, Action<Exception> onDeadlock)
    {
        if (Instance == null)
            throw new InvalidOperationException(
                $"Run {runId} of workflow {workflowId} has not started; there is nothing to ask.");
        return ActivateAsync(State.QueryActivation(queries), onDeadlock);
    }

    /// <summary>Takes the outcome of a local activity, plain, and keeps it as it is recorded.</summary>
    public async Task ResolveLocalAsync(uint seq, LocalActivityOutcome outcome)
    {
        if (Codec(seq) is { } codec)
            outcome =
                outcome with { Result = await PayloadVisits.EncodeAsync(codec, outcome.Result).ConfigureAwait(false) };
        State.ResolveLocal(seq, outcome);
    }

    private IPayloadCodec? Codec(uint activitySeq) =>
        Instance != null && Instance.Activities.TryGetValue(activitySeq, out var pending)
            ? pending.Converter.PayloadCodec
            : Converter.PayloadCodec;

    private async Task<IReadOnlyList<QueryAnswer>> ActivateAsync(
        WorkflowActivation activation, Action<Exception> onDeadlock)
    {
        var hasCodec = _converter.PayloadCodec != null;
        if (hasCodec)
            activation = await DecodeAsync(activation).ConfigureAwait(false);
        Instance ??= factory.Create(this, workflowType, activation);

        ActivationResult result;
        factory.Trials?.Begin(Instance.Definition);
        using (factory.Watch?.Enter(onDeadlock))
            result = Instance.Activate(activation);
        factory.Trials?.End(Instance.Definition, result.TaskFailure);
        if (result.TaskFailure != null)
            ExceptionDispatchInfo.Throw(result.TaskFailure);

        // On replay the commands are only matched, never sent; but a local activity may end, and be recorded, after it.
        if (hasCodec)
        {
            foreach (var command in result.Commands.Where(
                command => !activation.IsReplaying || command is WorkflowCommand.ScheduleLocalActivity))
                await PayloadVisits.EncodeAsync(Converter.PayloadCodec!, command, Instance).ConfigureAwait(false);
        }
        State.Apply(result.Commands);
        return hasCodec ? await EncodeAsync(result.Queries).ConfigureAwait(false) : result.Queries;
    }

    private async Task<WorkflowActivation> DecodeAsync(WorkflowActivation activation)
    {
        var jobs = new ActivationJob[activation.Jobs.Count];
        for (var at = 0; at < jobs.Length; at++)
        {
            var job = activation.Jobs[at];
            var codec = job switch
            {
                ActivationJob.ResolveActivity { Seq: var seq } => Codec(seq),
                ActivationJob.ResolveChild { Seq: var seq } when Instance != null
                    && Instance.Children.TryGetValue(seq, out var child) =>
                    child.Converter.PayloadCodec,
                _ => Converter.PayloadCodec,
            };
            jobs[at] = codec == null ? job : await PayloadVisits.DecodeAsync(codec, job).ConfigureAwait(false);
        }
        return activation with { Jobs = jobs };
    }

    private async Task<IReadOnlyList<QueryAnswer>> EncodeAsync(IReadOnlyList<QueryAnswer> answers)
    {
        if (answers.Count == 0)
            return answers;
        var codec = Converter.PayloadCodec!;
        var encoded = new QueryAnswer[answers.Count];
        for (var at = 0; at < encoded.Length; at++)
        {
            var answer = answers[at];
            if (answer.Failure != null)
                await codec.EncodeFailureAsync(answer.Failure).ConfigureAwait(false);
            encoded[at] = answer.Result == null
                ? answer
                : answer with { Result = await codec.EncodeSingleAsync(answer.Result).ConfigureAwait(false) };
        }
        return encoded;
    }
}
