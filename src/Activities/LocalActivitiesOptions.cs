using Pipelines.Activities.Components;
using Pipelines.Activities.Http;
using Pipelines.Activities.Jobs;

namespace Pipelines.Activities;

/// <summary>What a worker on one machine needs to run steps.</summary>
/// <param name="StateDirectory">The state directory, such as <c>.pipelines</c>.</param>
public sealed record LocalActivitiesOptions(string StateDirectory)
{
    /// <summary>The components it offers. Default: those that come with the product.</summary>
    public ComponentRegistry Components { get; init; } = new ComponentRegistry().AddBuiltIns();

    /// <summary>How jobs are run.</summary>
    public JobOptions Jobs { get; init; } = new();

    /// <summary>How web services are called.</summary>
    public HttpOptions Http { get; init; } = new();

    /// <summary>Clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
