using System.Collections.Concurrent;
using Temporalio.Client;
using Temporalio.Client.Interceptors;

namespace Temporalio.Tests.Scenarios;

/// <summary>Notes what a client does, and changes the argument of a signal on its way.</summary>
internal sealed class NotingInterceptor : IClientInterceptor
{
    public ConcurrentQueue<string> Notes { get; } = new();

    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) =>
        new Noting(nextInterceptor, Notes);

    private sealed class Noting(ClientOutboundInterceptor next, ConcurrentQueue<string> notes)
        : ClientOutboundInterceptor(next)
    {
        public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
            StartWorkflowInput input)
        {
            notes.Enqueue($"start {input.Workflow}");
            return base.StartWorkflowAsync<TWorkflow, TResult>(input);
        }

        public override Task SignalWorkflowAsync(SignalWorkflowInput input)
        {
            notes.Enqueue($"signal {input.Signal}");
            return base.SignalWorkflowAsync(input with
            {
                Args = [.. input.Args.Select(value => value is int number ? number * 10 : value)],
            });
        }

        public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input)
        {
            notes.Enqueue($"query {input.Query}");
            return base.QueryWorkflowAsync<TResult>(input);
        }

        public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(
            StartWorkflowUpdateInput input)
        {
            notes.Enqueue($"update {input.Update}");
            return base.StartWorkflowUpdateAsync<TResult>(input);
        }

        public override Task CancelWorkflowAsync(CancelWorkflowInput input)
        {
            notes.Enqueue($"cancel {input.Id}");
            return base.CancelWorkflowAsync(input);
        }
    }
}
