using System.Text.Json;
using Pipelines.Activities.Components;
using Pipelines.Activities.Jobs;
using Pipelines.Activities.Tests.Jobs;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace Pipelines.Activities.Tests;

/// <summary>What the activities tell Temporal.</summary>
public sealed class WorkerActivitiesTests
{
    [Fact]
    public async Task RunJob_ProgramFails_FailureCarriesExitCodeTailAndAttempt()
    {
        // Arrange
        using var bench = new JobBench();
        var request = bench.Shell("echo no column age; exit 3");

        // Act
        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => Environment(attempt: 2).RunAsync(() => bench.Local.Activities.RunJobAsync(request)));

        // Assert
        Assert.Equal(("ScriptFailed", false), (failure.ErrorType, failure.NonRetryable));
        var detail = failure.Details.ElementAt<FailureDetail>(0);
        Assert.Equal((3, 2), (detail.ExitCode, detail.Attempt));
        Assert.Equal(["no column age"], detail.LogTail);
    }

    [Fact]
    public async Task RunJob_ProgramMissing_FailureIsNotRetryable()
    {
        using var bench = new JobBench();

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => Environment().RunAsync(() => bench.Local.Activities.RunJobAsync(bench.Command("no-such-program"))));

        Assert.Equal(("ProgramNotFound", true), (failure.ErrorType, failure.NonRetryable));
    }

    [Fact]
    public async Task RunJob_Running_HeartbeatsTellProcessAndLastLine()
    {
        // Arrange
        using var bench = new JobBench();
        var seen = new TaskCompletionSource<JobProgress>(TaskCreationOptions.RunContinuationsAsynchronously);
        var environment = Environment() with
        {
            Heartbeater = details =>
            {
                if (details[0] is JobProgress { LastLine: "ready" } progress) seen.TrySetResult(progress);
            },
        };

        // Act
        var running = environment.RunAsync(
            () => bench.Local.Activities.RunJobAsync(bench.Shell("echo ready; exec sleep 300")));
        var progress = await seen.Task.WaitAsync(TimeSpan.FromSeconds(30), JobBench.Cancel);
        environment.Cancel();

        // Assert
        Assert.True(progress.ProcessId > 1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(JobBench.IsRunning(progress.ProcessId!.Value));
    }

    [Theory]
    [InlineData(false, typeof(ApplicationFailureException))] // the workflow runs the step again
    [InlineData(true, typeof(CompleteAsyncException))] // the service, which stops too, starts it again when it is back
    public async Task RunJob_WorkerStops_IsNotTakenForACancelledStep(bool leaveOpen, Type expected)
    {
        // Arrange
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waits = new ComponentRegistry().Add("waits", async (CancellationToken cancel) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
        });
        using var bench = new JobBench(waits, options => options with { LeaveOpenOnShutdown = leaveOpen });
        var environment = Environment();
        var running = environment.RunAsync(() => bench.Local.Activities.RunJobAsync(bench.Component("waits")));
        await started.Task;

        // Act
        environment.Cancel(ActivityCancelReason.WorkerShutdown);

        // Assert
        var error = await Assert.ThrowsAsync(expected, () => running);
        if (error is ApplicationFailureException failure) Assert.Equal(("WorkerStopped", false), (failure.ErrorType, failure.NonRetryable));
    }

    [Fact]
    public async Task RegisterModel_AttemptRepeated_GivesTheSameVersion()
    {
        // Arrange
        using var bench = new JobBench();
        var request = Register(bench, "pending");

        // Act
        var first = await Environment().RunAsync(() => bench.Local.Activities.RegisterModelAsync(request));
        var again = await Environment(attempt: 2).RunAsync(() => bench.Local.Activities.RegisterModelAsync(request));

        // Assert
        Assert.Equal(new RegisterResult("breast-cancer", 1, 1), first);
        Assert.Equal(new RegisterResult("breast-cancer", 1, 2), again);
    }

    [Fact]
    public async Task RegisterModel_UnknownApproval_IsNotRetryable()
    {
        using var bench = new JobBench();

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => Environment().RunAsync(() => bench.Local.Activities.RegisterModelAsync(Register(bench, "maybe"))));

        Assert.True(failure.NonRetryable);
        Assert.Contains("'maybe' is no approval", failure.Message, StringComparison.Ordinal);
    }

    private static ActivityEnvironment Environment(int attempt = 1) => new()
    {
        Info = ActivityEnvironment.DefaultInfo with
        {
            Attempt = attempt,
            StartToCloseTimeout = TimeSpan.FromDays(30),
            HeartbeatTimeout = TimeSpan.FromMilliseconds(60),
        },
    };

    private static RegisterRequest Register(JobBench bench, string approval) => new(
        bench.Command().Context,
        "register",
        "breast-cancer",
        new ArtifactReference("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ArtifactKind.Model, "model", 3),
        approval,
        new Dictionary<string, JsonElement>(),
        null);
}
