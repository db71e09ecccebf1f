namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>How a <see cref="TracingInterceptor"/> names what it writes.</summary>
public class TracingInterceptorOptions : ICloneable
{
    /// <summary>Gets or sets the header that carries the trace. <c>_tracer-data</c> by default.</summary>
    public string HeaderKey { get; set; } = "_tracer-data";

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
}
