using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Components;
using Pipelines.Activities.Jobs;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Tests.Jobs;

/// <summary>Runs jobs in a folder of their own, with grace times short enough for tests.</summary>
public sealed class JobBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JobBench(ComponentRegistry? components = null, Func<JobOptions, JobOptions>? change = null)
    {
        var options = new JobOptions
        {
            Grace = TimeSpan.FromSeconds(30),
            LeftoverGrace = TimeSpan.FromMilliseconds(50),
            OutputGrace = TimeSpan.FromMilliseconds(200),
        };
        Directory.CreateDirectory(Project);
        Local = LocalActivities.Create(new LocalActivitiesOptions(_folder["state"])
        {
            Components = components ?? new ComponentRegistry().AddBuiltIns(),
            Jobs = change is null ? options : change(options),
        });
    }

    public LocalActivities Local { get; }

    public string Project => _folder["project"];

    public string State => _folder["state"];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string Write(string relative, string content) => _folder.Write("project/" + relative, content);

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public JobRequest Shell(string script) => Command("/bin/sh", "-c", script);

    public JobRequest Python(string script) => Command("/usr/bin/python3", "-c", script) with { Env = new Dictionary<string, string> { ["LC_ALL"] = "C.UTF-8" } };

    public JobRequest Command(params string[] command) => new()
    {
        Context = new PipelineContext { Pipeline = "test", Version = "sha256:1", ExecutionId = "run-1", ProjectDirectory = Project },
        Step = "sweep[0].train",
        Type = "processing",
        Command = command,
    };

    public JobRequest Component(string name) => Command() with { Command = null, Component = name };

    public Task<JobResult> RunAsync(JobRequest request) => RunAsync(request, new JobAttempt(1), Cancel);

    public Task<JobResult> RunAsync(JobRequest request, JobAttempt attempt, CancellationToken cancel) =>
        Local.Jobs.RunAsync(request, attempt, cancel);

    public Task<JobFailedException> FailsAsync(JobRequest request, JobAttempt? attempt = null) =>
        Assert.ThrowsAsync<JobFailedException>(() => RunAsync(request, attempt ?? new JobAttempt(1), Cancel));

    public async Task<JsonElement> PutAsync(string name, string content, ArtifactKind kind = ArtifactKind.File)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        return ArtifactValue.ToJson(await Local.Artifacts.PutStreamAsync(stream, kind, name, Cancel));
    }

    public async Task<string> ReadAsync(JsonElement artifact)
    {
        await using var stream = await Local.Artifacts.OpenAsync(ArtifactValue.Read(artifact)!, Cancel);
        return await new StreamReader(stream).ReadToEndAsync(Cancel);
    }

    public string Log(int attempt = 1) => File.ReadAllText(Local.Layout.LogFile("run-1", "sweep[0].train", attempt));

    /// <summary>Returns an attempt whose heartbeats complete the task once the log's last line is <paramref
    /// name="line"/>.</summary>
    public static (JobAttempt Attempt, Task<JobProgress> Seen) WatchFor(string line, int number = 1)
    {
        var seen = new TaskCompletionSource<JobProgress>(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempt = new JobAttempt(number)
        {
            HeartbeatEvery = TimeSpan.FromMilliseconds(10),
            Heartbeat = progress =>
            {
                if (progress.LastLine == line) seen.TrySetResult(progress);
            },
        };
        return (attempt, seen.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }

    /// <summary>True while a process runs; a zombie that nobody has reaped yet does not count.</summary>
    public static bool IsRunning(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1][0] != 'Z';
        }
        catch (Exception error) when (error is IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Local.Dispose();
        _folder.Dispose();
    }
}
