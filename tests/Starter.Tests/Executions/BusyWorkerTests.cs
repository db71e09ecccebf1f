using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Tests.Running;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Tests.Executions;

/// <summary>Whoever follows an execution is not sent away because its worker has no time for a question.</summary>
public sealed class BusyWorkerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FollowAsync_WorkerTooBusyForTheFirstLooks_GoesOnToTheEnd()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        await using var host = await LocalHost.StartAsync(new LocalHostOptions { StateDirectory = folder.State }, Cancel);
        await host.StartAsync(Compiled("pipeline: p\nsteps:\n  ask: { type: approval }\n"), "e1", Cancel);
        var connection = host.Executions.Temporal;
        var options = (TemporalClientOptions)connection.Options.Clone();
        var busy = new Busy();
        options.Interceptors = [busy];
        var executions = new ExecutionClient(new TemporalClient(connection.Connection, options), TimeProvider.System);

        // Act
        var seen = new List<ExecutionState>();
        await foreach (var state in executions.FollowAsync("e1", TimeSpan.FromMilliseconds(1), Cancel))
        {
            if (seen.Count == 0)
                await host.Executions.AnswerAsync("e1", new StepAnswer { Step = "ask", Kind = AnswerKind.Approve }, Cancel);
            seen.Add(state);
        }

        // Assert
        Assert.Equal(2, busy.Refused);
        Assert.Equal(StepStatus.Succeeded, seen[^1].Status);
    }

    [Fact]
    public async Task FollowAsync_ServerAwayForAWhile_SaysSoOnceAndGoesOnToTheEnd()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        await using var host = await LocalHost.StartAsync(new LocalHostOptions { StateDirectory = folder.State }, Cancel);
        await host.StartAsync(Compiled("pipeline: p\nsteps:\n  ask: { type: approval }\n"), "e1", Cancel);
        var connection = host.Executions.Temporal;
        var options = (TemporalClientOptions)connection.Options.Clone();
        options.Interceptors = [new Away()];
        var executions = new ExecutionClient(new TemporalClient(connection.Connection, options), TimeProvider.System);
        await using var errors = new StringWriter();
        var patience = new ServerPatience("there:7233", TextWriter.Synchronized(errors), TimeProvider.System);

        // Act
        var seen = new List<ExecutionState>();
        await foreach (var state in executions.FollowAsync("e1", TimeSpan.FromMilliseconds(1), patience, Cancel))
        {
            if (seen.Count == 0)
                await host.Executions.AnswerAsync("e1", new StepAnswer { Step = "ask", Kind = AnswerKind.Approve }, Cancel);
            seen.Add(state);
        }

        // Assert
        Assert.Equal(StepStatus.Succeeded, seen[^1].Status);
        Assert.Equal(
            ["The Temporal service at there:7233 does not answer; waiting for it. Ctrl-C ends this command, not the execution.",
                "The Temporal service at there:7233 answers again."],
            errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static PipelineDefinition Compiled(string yaml) =>
        PipelineCompiler.Compile(new SourceText("p.yaml", yaml), new CompileOptions()).Definition!;

    /// <summary>Refuses the first two queries: one that took too long on the worker's thread, and one that none took.</summary>
    private sealed class Busy : IClientInterceptor
    {
        public int Refused { get; private set; }

        public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) =>
            new Outbound(this, nextInterceptor);

        private sealed class Outbound(Busy busy, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
        {
            public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input)
            {
                if (busy.Refused == 2) return base.QueryWorkflowAsync<TResult>(input);
                throw busy.Refused++ == 0
                    ? new WorkflowQueryFailedException("[TMPRL1101] workflow code did not yield")
                    : new RpcException(RpcException.StatusCode.DeadlineExceeded, "no worker took it", null);
            }
        }
    }

    /// <summary>Is not there for the first wait for the end and the first two questions.</summary>
    private sealed class Away : IClientInterceptor
    {
        private readonly Lock _lock = new();
        private int _questions;
        private int _waits;

        public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) =>
            new Outbound(this, nextInterceptor);

        private static RpcException Gone() => new(RpcException.StatusCode.Unavailable, "Connection refused", null);

        private bool IsGoneFor(ref int count, int calls)
        {
            lock (_lock) return count++ < calls;
        }

        private sealed class Outbound(Away away, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
        {
            public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) =>
                away.IsGoneFor(ref away._questions, 2) ? throw Gone() : base.QueryWorkflowAsync<TResult>(input);

            public override Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(
                FetchWorkflowHistoryEventPageInput input) =>
                away.IsGoneFor(ref away._waits, 1) ? throw Gone() : base.FetchWorkflowHistoryEventPageAsync(input);
        }
    }
}
