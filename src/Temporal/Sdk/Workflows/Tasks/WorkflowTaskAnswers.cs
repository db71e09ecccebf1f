using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Core;
using Temporalio.Exceptions;
using Temporalio.Workflows.Running;

namespace Temporalio.Workflows.Tasks;

/// <summary>Writes the answers to workflow tasks.</summary>
internal sealed class WorkflowTaskAnswers(WorkflowTaskHandlerOptions options)
{
    private const string LegacyQueryId = "legacy_query";

    public async Task<WorkflowTaskOutcome> CompletedAsync(
        PollWorkflowTaskQueueResponse task, WorkflowRun run, LocalsLeft locals, Action<Exception> onDeadlock)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            Identity = options.Identity,
            Namespace = options.Namespace,
            ReturnNewWorkflowTask = locals != LocalsLeft.ToOtherWorkers,
            ForceCreateNewWorkflowTask = locals != LocalsLeft.None,
            Capabilities = new() { DiscardSpeculativeWorkflowTaskWithEvents = true },
            DeploymentOptions = options.Deployment,
        };
        request.Commands.AddRange(run.State.TakeCommands());
        request.Messages.AddRange(run.State.TakeMessages());
        if (run.State.SdkInHistory != SdkIdentity.Name + "/" + SdkIdentity.Version)
            request.SdkMetadata = new() { SdkName = SdkIdentity.Name, SdkVersion = SdkIdentity.Version };
        if (run.State.SdkInHistory == null)
        {
            // A run's first task says how the rest of it behaves, so that the official SDK replays it in the same way.
            request.SdkMetadata.CoreUsedFlags.AddRange(SdkIdentity.CoreFlags);
            request.SdkMetadata.LangUsedFlags.AddRange(SdkIdentity.LangFlags);
        }
        if (options.StickyQueue != null && options.MaxCachedWorkflows > 0 && locals != LocalsLeft.ToOtherWorkers)
        {
            request.StickyAttributes = new()
            {
                WorkerTaskQueue =
                    new() { Name = options.StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = options.TaskQueue },
                ScheduleToStartTimeout = Duration.FromTimeSpan(options.StickyScheduleToStartTimeout),
            };
        }
        if (options.Deployment != null && run.Instance != null)
        {
            var behavior = run.Instance.VersioningBehavior;
            request.VersioningBehavior = (VersioningBehavior)(int)(
                behavior == Common.VersioningBehavior.Unspecified ? options.DefaultVersioningBehavior : behavior);
        }
        if (task.Queries.Count > 0)
        {
            var queries = new List<ActivationJob>(task.Queries.Count);
            foreach (var (id, query) in task.Queries)
                queries.Add(Job(id, query));
            foreach (var answer in await run.QueryAsync(queries, onDeadlock).ConfigureAwait(false))
                request.QueryResults[answer.Id] = Result(answer);
        }
        return new WorkflowTaskOutcome.Completed(request);
    }

    public async Task<WorkflowTaskOutcome> QueryAsync(
        PollWorkflowTaskQueueResponse task, WorkflowRun run, Action<Exception> onDeadlock)
    {
        var answers = await run.QueryAsync([Job(LegacyQueryId, task.Query)], onDeadlock).ConfigureAwait(false);
        var result = Result(answers[0]);
        return new WorkflowTaskOutcome.QueryAnswered(new()
        {
            TaskToken = task.TaskToken,
            Namespace = options.Namespace,
            CompletedType = result.ResultType,
            QueryResult = result.Answer,
            ErrorMessage = result.ErrorMessage,
            Failure = result.Failure,
        });
    }

    /// <summary>The failure of the task, through the converter and the codec of the run.</summary>
    public async Task<WorkflowTaskOutcome> FailedAsync(
        PollWorkflowTaskQueueResponse task, WorkflowRun run, Exception exception)
    {
        var outcome = Failed(task, exception, run.Converter);
        if (run.Converter.PayloadCodec is { } codec && outcome
            is WorkflowTaskOutcome.Failed { Request.Failure: { } failure })
            await codec.EncodeFailureAsync(failure).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>The end of the run by a failure of its task, for one whose code says that such failures end it.</summary>
    public async Task<WorkflowTaskOutcome> FailedWorkflowAsync(
        PollWorkflowTaskQueueResponse task, WorkflowRun run, Exception exception)
    {
        var failure = ToFailure(exception, run.Converter);
        if (run.Converter.PayloadCodec is { } codec)
            await codec.EncodeFailureAsync(failure).ConfigureAwait(false);
        return new WorkflowTaskOutcome.Completed(new()
        {
            TaskToken = task.TaskToken,
            Identity = options.Identity,
            Namespace = options.Namespace,
            DeploymentOptions = options.Deployment,
            Commands =
            {
                new Command
                {
                    CommandType = CommandType.FailWorkflowExecution,
                    FailWorkflowExecutionCommandAttributes = new() { Failure = failure },
                },
            },
        });
    }

    public WorkflowTaskOutcome Failed(PollWorkflowTaskQueueResponse task, Exception exception) =>
        Failed(task, exception, DataConverter.Default);

    private WorkflowTaskOutcome Failed(PollWorkflowTaskQueueResponse task, Exception exception, DataConverter converter)
    {
        var cause = exception is WorkflowNondeterminismException
            ? WorkflowTaskFailedCause.NonDeterministicError
            : WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure;
        var failure = ToFailure(exception, converter);
        if (task.Query != null)
        {
            return new WorkflowTaskOutcome.QueryAnswered(new()
            {
                TaskToken = task.TaskToken,
                Namespace = options.Namespace,
                CompletedType = QueryResultType.Failed,
                ErrorMessage = failure.Message,
                Failure = failure,
                Cause = cause,
            });
        }
        return new WorkflowTaskOutcome.Failed(new()
        {
            TaskToken = task.TaskToken,
            Identity = options.Identity,
            Namespace = options.Namespace,
            Cause = cause,
            Failure = failure,
            DeploymentOptions = options.Deployment,
        });
    }

    private static Failure ToFailure(Exception exception, DataConverter converter)
    {
        try
        {
            return converter.FailureConverter.ToFailure(exception, converter.PayloadConverter);
        }
        catch (Exception inner)
        {
            return new() { Message =
                $"The failure of the workflow task could not be converted ({inner.Message}): {exception.Message}" };
        }
    }

    private static ActivationJob.Query Job(string id, WorkflowQuery query) =>
        new(id, query.QueryType, query.QueryArgs?.Payloads_ ?? (IReadOnlyList<Payload>)[], query.Header);

    private static WorkflowQueryResult Result(QueryAnswer answer) => answer.Failure == null
        ? new()
        {
            ResultType = QueryResultType.Answered,
            Answer = new() { Payloads_ = { answer.Result } },
        }
        : new()
        {
            ResultType = QueryResultType.Failed,
            ErrorMessage = answer.Failure.Message,
            Failure = answer.Failure,
        };
}
