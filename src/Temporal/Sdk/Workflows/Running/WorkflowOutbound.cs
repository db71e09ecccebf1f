using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;
using Temporalio.Core;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Workflows.Running;

/// <summary>The end of the outbound chain: turns calls into commands and waits for what comes back.</summary>
internal sealed class WorkflowOutbound(WorkflowInstance workflow) : WorkflowOutboundInterceptor
{
    private uint _timers;
    private uint _activities;
    private uint _children;
    private uint _signals;
    private uint _cancels;

    public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
        new(input);

    public override Task DelayAsync(DelayAsyncInput input)
    {
        workflow.CheckWritable("wait");
        var token = input.CancellationToken ?? workflow.CancellationToken;
        if (token.IsCancellationRequested)
            return Task.FromCanceled(token);
        if (input.Delay < TimeSpan.Zero && input.Delay != Timeout.InfiniteTimeSpan)
            throw new ArgumentException($"A delay of {input.Delay} is negative.", nameof(input));
        return WaitTimerAsync(input, token);
    }

    public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input)
    {
        workflow.CheckWritable("run activities");
        var options = input.Options;
        ArgumentNullException.ThrowIfNull(options);
        if (options.StartToCloseTimeout == null && options.ScheduleToCloseTimeout == null)
        {
            throw new ArgumentException(
                $"Activity '{input.Activity}' has neither StartToCloseTimeout nor ScheduleToCloseTimeout; one of "
                    + $"them is required.");
        }
        var token = options.CancellationToken ?? workflow.CancellationToken;
        if (token.IsCancellationRequested)
            return Task.FromException<TResult>(new CanceledFailureException("Activity cancelled before scheduled"));

        var seq = ++_activities;
        var id = options.ActivityId ?? seq.ToString();
        var queue = options.TaskQueue ?? workflow.Info.TaskQueue;
        var converter = workflow.Converter.WithSerializationContext(new ISerializationContext.Activity(
            workflow.Info.Namespace, id, workflow.Info.WorkflowId, workflow.Info.WorkflowType, input.Activity, queue,
                IsLocal: false));
        var command = new Command
        {
            CommandType = CommandType.ScheduleActivityTask,
            ScheduleActivityTaskCommandAttributes = new()
            {
                ActivityId = id,
                ActivityType = new() { Name = input.Activity },
                TaskQueue = new() { Name = queue, Kind = TaskQueueKind.Normal },
                Header = WorkflowInstance.ToHeader(input.Headers),
                Input = input.Args.Count == 0 ? null
                    : WorkflowInstance.ToPayloads(converter.PayloadConverter, input.Args),
                ScheduleToCloseTimeout = WorkflowInstance.ToDuration(options.ScheduleToCloseTimeout),
                ScheduleToStartTimeout = WorkflowInstance.ToDuration(options.ScheduleToStartTimeout),
                StartToCloseTimeout = WorkflowInstance.ToDuration(options.StartToCloseTimeout),
                HeartbeatTimeout = WorkflowInstance.ToDuration(options.HeartbeatTimeout),
                RetryPolicy = options.RetryPolicy?.ToProto(),
                RequestEagerExecution = !options.DisableEagerActivityExecution
                    && !workflow.DisableEagerActivityExecution
                    && queue == workflow.Info.TaskQueue,
                UseWorkflowBuildId = options.TaskQueue == null || options.TaskQueue == workflow.Info.TaskQueue,
                Priority = options.Priority?.ToProto(),
            },
            UserMetadata = Summary(options.Summary),
        };
        var pending = new PendingResult(converter);
        workflow.Activities[seq] = pending;
        workflow.AddCommand(new WorkflowCommand.ScheduleActivity(seq, command, options.CancellationType));
        return WaitActivityAsync<TResult>(seq, pending, token);
    }

    public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input)
    {
        workflow.CheckWritable("run local activities");
        var options = input.Options;
        ArgumentNullException.ThrowIfNull(options);
        if (options.StartToCloseTimeout == null && options.ScheduleToCloseTimeout == null)
        {
            throw new ArgumentException(
                $"Local activity '{input.Activity}' has neither StartToCloseTimeout nor ScheduleToCloseTimeout; one "
                    + $"of them is required.");
        }
        var token = options.CancellationToken ?? workflow.CancellationToken;
        return token.IsCancellationRequested
            ? Task.FromException<TResult>(new CanceledFailureException("Activity cancelled before scheduled"))
            : RunLocalAsync<TResult>(input, token);
    }

    public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        StartChildWorkflowInput input)
    {
        workflow.CheckWritable("start child workflows");
        var token = input.Options.CancellationToken ?? workflow.CancellationToken;
        return token.IsCancellationRequested
            ? Task.FromException<ChildWorkflowHandle<TWorkflow, TResult>>(
                new CanceledFailureException("Child cancelled before scheduled"))
            : StartChildAsync<TWorkflow, TResult>(input, token);
    }

    public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) => SignalAsync(
        input.Id, null, childOnly: true, input.Signal, input.Args, input.Headers, input.Options?.CancellationToken);

    public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) => SignalAsync(
        input.Id, input.RunId, childOnly: false, input.Signal, input.Args, input.Headers,
            input.Options?.CancellationToken);

    public override async Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input)
    {
        workflow.CheckWritable("cancel workflows");
        var seq = ++_cancels;
        var source = new TaskCompletionSource<Failure?>();
        workflow.ExternalCancels[seq] = source;
        workflow.AddCommand(new WorkflowCommand.CancelExternal(seq, new()
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
#pragma warning disable CS0612 // the official SDK names the namespace here too
            RequestCancelExternalWorkflowExecutionCommandAttributes = new()
            {
                Namespace = workflow.Info.Namespace,
                WorkflowId = input.Id,
                RunId = input.RunId ?? string.Empty,
            },
#pragma warning restore CS0612
        }));
        await WaitDeliveryAsync(source).ConfigureAwait(true);
    }

    private async Task WaitTimerAsync(DelayAsyncInput input, CancellationToken token)
    {
        var source = new TaskCompletionSource();
        var wait = workflow.EnterWait();
        var seq = 0u;
        if (input.Delay != Timeout.InfiniteTimeSpan)
        {
            seq = ++_timers;
            workflow.Timers[seq] = source;
            workflow.AddCommand(new WorkflowCommand.StartTimer(seq, new()
            {
                CommandType = CommandType.StartTimer,
                StartTimerCommandAttributes = new()
                {
                    TimerId = seq.ToString(),
                    StartToFireTimeout = WorkflowInstance.ToDuration(
                        input.Delay < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : input.Delay),
                },
                UserMetadata = Summary(input.Summary),
            }));
        }
        var registration = token.Register(() =>
        {
            if (!source.TrySetCanceled(token) || seq == 0)
                return;
            workflow.Timers.Remove(seq);
            workflow.AddCommand(new WorkflowCommand.CancelTimer(seq));
        });
        try
        {
            await source.Task.ConfigureAwait(true);
        }
        finally
        {
            registration.Unregister();
            workflow.LeaveWait(wait);
        }
    }

    private async Task<TResult> WaitActivityAsync<TResult>(uint seq, PendingResult pending, CancellationToken token)
    {
        var wait = workflow.EnterWait();
        var registration = token.Register(() =>
        {
            if (workflow.Activities.ContainsKey(seq))
                workflow.AddCommand(new WorkflowCommand.CancelActivity(seq));
        });
        try
        {
            return WorkflowInstance.Convert<TResult>(await pending.Source.Task.ConfigureAwait(true), pending.Converter);
        }
        finally
        {
            registration.Unregister();
            workflow.LeaveWait(wait);
        }
    }

    private async Task<TResult> RunLocalAsync<TResult>(ScheduleLocalActivityInput input, CancellationToken token)
    {
        var options = input.Options;
        var attempt = 1;
        DateTime? originalScheduleTime = null;
        string? id = options.ActivityId;
        while (true)
        {
            var seq = ++_activities;
            id ??= seq.ToString();
            var converter = workflow.Converter.WithSerializationContext(new ISerializationContext.Activity(
                workflow.Info.Namespace, id, workflow.Info.WorkflowId, workflow.Info.WorkflowType, input.Activity,
                    workflow.Info.TaskQueue, IsLocal: true));
            var pending = new PendingResult(converter);
            workflow.Activities[seq] = pending;
            workflow.AddCommand(new WorkflowCommand.ScheduleLocalActivity(seq, new(
                id,
                input.Activity,
                WorkflowInstance.ToPayloads(converter.PayloadConverter, input.Args).Payloads_,
                input.Headers == null ? null : new Dictionary<string, Payload>(input.Headers),
                options.ScheduleToCloseTimeout,
                options.ScheduleToStartTimeout,
                options.StartToCloseTimeout,
                options.RetryPolicy,
                options.LocalRetryThreshold ?? TimeSpan.FromMinutes(1),
                options.CancellationType,
                attempt,
                originalScheduleTime,
                options.Summary == null ? null : workflow.PayloadConverter.ToPayload(options.Summary))));
            var wait = workflow.EnterWait();
            var registration = token.Register(() =>
            {
                if (workflow.Activities.ContainsKey(seq))
                    workflow.AddCommand(new WorkflowCommand.CancelLocalActivity(seq));
            });
            Resolution result;
            try
            {
                result = await pending.Source.Task.ConfigureAwait(true);
            }
            finally
            {
                registration.Unregister();
                workflow.LeaveWait(wait);
            }
            if (result is not Resolution.Backoff backoff)
                return WorkflowInstance.Convert<TResult>(result, converter);
            attempt = backoff.Attempt;
            originalScheduleTime = backoff.OriginalScheduleTime;
            await workflow.Outbound.DelayAsync(new(backoff.Delay, token, "LocalActivityBackoff"))
                .ConfigureAwait(true);
        }
    }

    private async Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildAsync<TWorkflow, TResult>(
        StartChildWorkflowInput input, CancellationToken token)
    {
        var options = input.Options;
        var seq = ++_children;
        var id = options.Id ?? Workflow.NewGuid().ToString();
        var converter = workflow.Converter.WithSerializationContext(
            new ISerializationContext.Workflow(workflow.Info.Namespace, id));
        var attributes = new StartChildWorkflowExecutionCommandAttributes
        {
            WorkflowId = id,
            WorkflowType = new() { Name = input.Workflow },
            TaskQueue = new() { Name = options.TaskQueue ?? workflow.Info.TaskQueue, Kind = TaskQueueKind.Normal },
            Input = input.Args.Count == 0 ? null : WorkflowInstance.ToPayloads(converter.PayloadConverter, input.Args),
            WorkflowExecutionTimeout = WorkflowInstance.ToDuration(options.ExecutionTimeout),
            WorkflowRunTimeout = WorkflowInstance.ToDuration(options.RunTimeout),
            WorkflowTaskTimeout = WorkflowInstance.ToDuration(options.TaskTimeout),
            ParentClosePolicy = (Api.Enums.V1.ParentClosePolicy)(int)options.ParentClosePolicy,
            WorkflowIdReusePolicy = options.IdReusePolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Header = WorkflowInstance.ToHeader(input.Headers),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            Priority = options.Priority?.ToProto(),
        };
        if (options.Memo is { } memo)
        {
            attributes.Memo = new();
            foreach (var (name, value) in memo)
                attributes.Memo.Fields[name] = converter.PayloadConverter.ToPayload(value);
        }
        var metadata = Summary(options.StaticSummary);
        if (options.StaticDetails != null)
            (metadata ??= new()).Details = workflow.PayloadConverter.ToPayload(options.StaticDetails);

        var pending = new PendingChild(converter);
        workflow.Children[seq] = pending;
        workflow.AddCommand(new WorkflowCommand.StartChild(
            seq,
            new() { CommandType = CommandType.StartChildWorkflowExecution,
                StartChildWorkflowExecutionCommandAttributes = attributes, UserMetadata = metadata },
            options.CancellationType));
        pending.Cancellation = token.Register(() =>
        {
            if (workflow.Children.ContainsKey(seq))
                workflow.AddCommand(new WorkflowCommand.CancelChild(seq, "Parent requested cancellation"));
        });
        var wait = workflow.EnterWait();
        try
        {
            return await pending.Start.Task.ConfigureAwait(true) switch
            {
                ChildStartResolution.Started started =>
                    new StartedChildHandle<TWorkflow, TResult>(workflow, pending, id, started.RunId),
                ChildStartResolution.AlreadyExists taken => throw new WorkflowAlreadyStartedException(
                    "Child workflow already started", taken.WorkflowId, taken.WorkflowType, string.Empty),
                ChildStartResolution.Failed failed => throw converter.FailureConverter.ToException(
                    failed.Failure, converter.PayloadConverter),
                var other => throw new InvalidOperationException($"Start result {other} is unknown here."),
            };
        }
        finally
        {
            workflow.LeaveWait(wait);
        }
    }

    private async Task SignalAsync(
        string id,
        string? runId,
        bool childOnly,
        string signal,
        IReadOnlyCollection<object?> args,
        IDictionary<string, Payload>? headers,
        CancellationToken? cancellationToken)
    {
        workflow.CheckWritable("signal workflows");
        var token = cancellationToken ?? workflow.CancellationToken;
        if (token.IsCancellationRequested)
            throw new CanceledFailureException("Signal cancelled before scheduled");
        var converter = workflow.Converter.WithSerializationContext(
            new ISerializationContext.Workflow(workflow.Info.Namespace, id));
        var seq = ++_signals;
        var source = new TaskCompletionSource<Failure?>();
        workflow.ExternalSignals[seq] = source;
        workflow.AddCommand(new WorkflowCommand.SignalExternal(seq, new()
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            SignalExternalWorkflowExecutionCommandAttributes = new()
            {
#pragma warning disable CS0612 // the official SDK names the namespace of workflows that are no children
                Namespace = childOnly ? string.Empty : workflow.Info.Namespace,
#pragma warning restore CS0612
                Execution = new() { WorkflowId = id, RunId = runId ?? string.Empty },
                SignalName = signal,
                Input = args.Count == 0 ? null : WorkflowInstance.ToPayloads(converter.PayloadConverter, args),
                ChildWorkflowOnly = childOnly,
                Header = WorkflowInstance.ToHeader(headers),
            },
        }));
        var registration = token.Register(() =>
        {
            if (workflow.ExternalSignals.ContainsKey(seq))
                workflow.AddCommand(new WorkflowCommand.CancelSignalExternal(seq));
        });
        try
        {
            await WaitDeliveryAsync(source).ConfigureAwait(true);
        }
        finally
        {
            registration.Unregister();
        }
    }

    private async Task WaitDeliveryAsync(TaskCompletionSource<Failure?> source)
    {
        var wait = workflow.EnterWait();
        try
        {
            if (await source.Task.ConfigureAwait(true) is { } failure)
                throw workflow.Converter.FailureConverter.ToException(failure, workflow.PayloadConverter);
        }
        finally
        {
            workflow.LeaveWait(wait);
        }
    }

    private UserMetadata? Summary(string? summary) =>
        summary == null ? null : new() { Summary = workflow.PayloadConverter.ToPayload(summary) };
}
