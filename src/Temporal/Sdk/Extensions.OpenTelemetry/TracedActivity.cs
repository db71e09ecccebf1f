using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>An activity's attempts with a span each, below the one that started the activity.</summary>
internal sealed class TracedActivity(TracingInterceptor tracing, ActivityInboundInterceptor next)
    : ActivityInboundInterceptor(next)
{
    public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
    {
        var trace = tracing.Read(input.Headers);
        using var activity = TracingInterceptor.ActivitiesSource.StartActivity(
            $"RunActivity:{input.Activity.Name}",
            ActivityKind.Server,
            trace?.ActivityContext ?? default,
            tracing.InActivityTags());
        var baggage = Baggage.Current;
        Baggage.Current = trace?.Baggage ?? baggage;
        try
        {
            return await Next.ExecuteActivityAsync(input).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            TracingInterceptor.RecordFault(activity, fault);
            throw;
        }
        finally
        {
            Baggage.Current = baggage;
        }
    }
}
