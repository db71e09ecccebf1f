using System.Runtime.CompilerServices;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Common;

/// <summary>A plugin that is a list of things to add. What it has goes after what is there.</summary>
public class SimplePlugin : ITemporalClientPlugin, ITemporalWorkerPlugin
{
    /// <summary>Initializes a new instance of the <see cref="SimplePlugin"/> class.</summary>
    /// <param name="name">The plugin's name.</param>
    /// <param name="options">What it adds; they are copied.</param>
    public SimplePlugin(string name, SimplePluginOptions? options = null)
    {
        Name = name;
        Options = (SimplePluginOptions?)options?.Clone() ?? new();
    }

    /// <inheritdoc cref="ITemporalClientPlugin.Name" />
    public string Name { get; }

    /// <summary>Gets what it adds.</summary>
    public SimplePluginOptions Options { get; }

    /// <inheritdoc />
    public virtual void ConfigureClient(TemporalClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.DataConverter = Resolve(options.DataConverter, Options.DataConverterOption);
        options.Interceptors = Append(options.Interceptors, Options.ClientInterceptorsOption);
    }

    /// <inheritdoc />
    public virtual Task<TemporalConnection> ConnectAsync(
        TemporalClientConnectOptions options,
        Func<TemporalClientConnectOptions, Task<TemporalConnection>> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return continuation(options);
    }

    /// <inheritdoc />
    public virtual void ConfigureWorker(TemporalWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        AddAll(options.Activities, Options.Activities);
        AddAll(options.Workflows, Options.Workflows);
        options.Interceptors = Append(options.Interceptors, Options.WorkerInterceptorsOption);
        options.WorkflowFailureExceptionTypes =
            Append(options.WorkflowFailureExceptionTypes, Options.WorkflowFailureExceptionTypesOption);
    }

    /// <inheritdoc />
    public virtual void ConfigureReplayer(WorkflowReplayerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.DataConverter = Resolve(options.DataConverter, Options.DataConverterOption);
        AddAll(options.Workflows, Options.Workflows);
        options.Interceptors = Append(options.Interceptors, Options.WorkerInterceptorsOption);
        options.WorkflowFailureExceptionTypes =
            Append(options.WorkflowFailureExceptionTypes, Options.WorkflowFailureExceptionTypesOption);
    }

    /// <inheritdoc />
    public virtual Task<TResult> RunWorkerAsync<TResult>(
        TemporalWorker worker,
        Func<TemporalWorker, CancellationToken, Task<TResult>> continuation,
        CancellationToken stoppingToken)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return InContextAsync(() => continuation(worker, stoppingToken));
    }

    /// <inheritdoc />
    public virtual Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        WorkflowReplayer replayer,
        Func<WorkflowReplayer, CancellationToken, Task<IEnumerable<WorkflowReplayResult>>> continuation,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return InContextAsync(() => continuation(replayer, cancellationToken));
    }

    /// <inheritdoc />
    public virtual IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        WorkflowReplayer replayer,
        Func<WorkflowReplayer, IAsyncEnumerable<WorkflowReplayResult>> continuation,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return InContextAsync(() => continuation(replayer), cancellationToken);
    }

    private static void AddAll<T>(IList<T> list, IEnumerable<T> more)
    {
        foreach (var item in more)
        {
            list.Add(item);
        }
    }

    private static T Resolve<T>(T existing, SimplePluginOptions.SimplePluginOption<T>? option) =>
        option?.Configurable is { } make ? make(existing)
        : option == null || option.Constant is null ? existing
        : option.Constant;

    private static IReadOnlyCollection<T>? Append<T>(
        IReadOnlyCollection<T>? existing, SimplePluginOptions.SimplePluginOption<IReadOnlyCollection<T>>? option) =>
        option?.Configurable is { } make ? make(existing ?? [])
        : option?.Constant is { } more ? [.. existing ?? [], .. more]
        : existing;

    private async Task<T> InContextAsync<T>(Func<Task<T>> run)
    {
        await BeforeAsync().ConfigureAwait(false);
        try
        {
            return await run().ConfigureAwait(false);
        }
        finally
        {
            await AfterAsync().ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<WorkflowReplayResult> InContextAsync(
        Func<IAsyncEnumerable<WorkflowReplayResult>> run, [EnumeratorCancellation] CancellationToken cancel)
    {
        await BeforeAsync().ConfigureAwait(false);
        try
        {
            await foreach (var result in run().WithCancellation(cancel).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            await AfterAsync().ConfigureAwait(false);
        }
    }

    private Task BeforeAsync() => Options.RunContextBefore?.Invoke() ?? Task.CompletedTask;

    private Task AfterAsync() => Options.RunContextAfter?.Invoke() ?? Task.CompletedTask;
}
