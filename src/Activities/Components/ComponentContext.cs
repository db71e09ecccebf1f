using System.Globalization;
using System.Text.Json;
using Pipelines.Activities.Jobs;
using Pipelines.Activities.State;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Components;

/// <summary>What a component may know and tell besides its parameters. Folders and the log are made when they are
/// first used.</summary>
public sealed class ComponentContext
{
    private readonly JobFolders _folders;
    private readonly JobLog _log;
    private Dictionary<string, JsonElement>? _metrics;

    internal ComponentContext(JobRequest request, int attempt, JobFolders folders, JobLog log, CancellationToken cancel)
    {
        Request = request;
        Attempt = attempt;
        _folders = folders;
        _log = log;
        CancellationToken = cancel;
    }

    /// <summary>Who is running.</summary>
    public PipelineContext Pipeline => Request.Context;

    /// <summary>The whole step: its path, type, inputs, hyperparameters and outputs.</summary>
    public JobRequest Request { get; }

    /// <summary>The attempt, from 1.</summary>
    public int Attempt { get; }

    /// <summary>Cancelled when the step is cancelled, its timeout is over, or the worker stops.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Folder whose content becomes the output <c>model</c> of a training step.</summary>
    public string ModelFolder => Make(_folders.Model);

    /// <summary>Folder for files that nobody needs after the step.</summary>
    public string TemporaryFolder => Make(_folders.Temporary);

    internal IReadOnlyDictionary<string, JsonElement>? Metrics => _metrics;

    internal JobFolders Folders => _folders;

    internal bool HasFolders { get; private set; }

    /// <summary>Returns the path that an output is collected from when the component does not return it.</summary>
    /// <exception cref="ArgumentException">The step declares no such output.</exception>
    public string OutputPath(string output)
    {
        var declared = Request.Outputs.FirstOrDefault(each => each.Name == output)
            ?? throw new ArgumentException($"step '{Request.Step}' declares no output '{output}'", nameof(output));
        Make(_folders.OutputData);
        var path = PathName.Confine(_folders.OutputData, declared.Path);
        StateLayout.CreateFolder(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Reports a metric of the step and logs it as <c>name=value;</c>. The last value counts.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not finite.</exception>
    public void Metric(string name, double value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!double.IsFinite(value))
            throw new ArgumentException($"metric '{name}' is {value}; a metric is a finite number", nameof(value));
        (_metrics ??= [])[name] = JsonSerializer.SerializeToElement(value);
        Log(string.Create(CultureInfo.InvariantCulture, $"{name}={value};"));
    }

    /// <summary>Adds a line to the step's log.</summary>
    public void Log(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        _log.Write(line);
    }

    internal string InputFolder(string input)
    {
        if (!PathName.IsPlain(input))
            throw new JobFailedException(JobErrors.BadInput,
                $"input '{input}' cannot be a channel's name; it must be a plain file name", nonRetryable: true);
        return Make(_folders.Channel(input));
    }

    private string Make(string folder)
    {
        if (!HasFolders)
        {
            _folders.Remove(); // what an attempt of the same number left
            HasFolders = true;
        }

        StateLayout.CreateFolder(folder);
        return folder;
    }
}
