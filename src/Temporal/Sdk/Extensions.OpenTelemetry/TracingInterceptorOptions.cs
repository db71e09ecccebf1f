using OpenTelemetry.Context.Propagation;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>How a <see cref="TracingInterceptor"/> names what it writes.</summary>
public class TracingInterceptorOptions : ICloneable
{
    /// <summary>Gets or sets the header that carries the trace. <c>_tracer-data</c> by default.</summary>
    public string HeaderKey { get; set; } = "_tracer-data";

    /// <summary>
    /// Gets or sets how a trace is written. By default OpenTelemetry's own default if the application has set one, as
    /// its SDK does, and else W3C's trace context and baggage.
    /// </summary>
    public TextMapPropagator Propagator { get; set; } = Default();

    /// <summary>Gets or sets the tag of the workflow's id; null for no tag.</summary>
    public string? TagNameWorkflowId { get; set; } = "temporalWorkflowID";

    /// <summary>Gets or sets the tag of the run's id; null for no tag.</summary>
    public string? TagNameRunId { get; set; } = "temporalRunID";

    /// <summary>Gets or sets the tag of the activity's id; null for no tag.</summary>
    public string? TagNameActivityId { get; set; } = "temporalActivityID";

    /// <summary>Gets or sets the tag of the update's id; null for no tag.</summary>
    public string? TagNameUpdateId { get; set; } = "temporalUpdateID";

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();

    // The one that nobody has set writes no field.
    private static TextMapPropagator Default() => Propagators.DefaultTextMapPropagator is { Fields.Count: > 0 } set
        ? set
        : new CompositeTextMapPropagator([new TraceContextPropagator(), new BaggagePropagator()]);
}
