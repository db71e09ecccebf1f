#if !TEMPORAL_SDK_OFFICIAL
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Service.Timers;

namespace Temporalio.Embedded.Testing;

/// <summary>Lets time jump while a client waits for what is still to come: a result, or the outcome of an update.</summary>
internal sealed class TimeSkippingInterceptor(TimeSkipper skipper) : IClientInterceptor
{
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) =>
        new Skipping(nextInterceptor, skipper);

    private sealed class Skipping(ClientOutboundInterceptor next, TimeSkipper skipper) : ClientOutboundInterceptor(next)
    {
        public override Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(
            FetchWorkflowHistoryEventPageInput input)
        {
            var page = base.FetchWorkflowHistoryEventPageAsync(input);
            return input.WaitNewEvent ? skipper.WhileAsync(page) : page;
        }
    }
}
#endif
