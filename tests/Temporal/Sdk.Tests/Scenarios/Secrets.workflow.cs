using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

/// <summary>Hands "secret" to the service in each way that a workflow has.</summary>
[Workflow("Secrets")]
public sealed class SecretsWorkflow
{
    private bool _gone;

    [WorkflowRun]
    public async Task<string> RunAsync(string secret, int run)
    {
        Workflow.UpsertMemo(MemoUpdate.ValueSet("upserted", secret));
        Workflow.UpsertTypedSearchAttributes(
            SearchAttributeKey.CreateKeyword("CustomKeywordField").ValueSet("plain"));
        Workflow.CurrentDetails = secret;
        if (run == 0)
        {
            throw Workflow.CreateContinueAsNewException(
                (SecretsWorkflow wf) => wf.RunAsync(secret, 1),
                new() { Memo = new Dictionary<string, object> { ["continued"] = secret } });
        }

        await Workflow.DelayWithOptionsAsync(new(1, secret));
        await Workflow.ExecuteActivityAsync<string>("Beat", [secret], new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(1),
            Summary = secret,
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(1), MaximumAttempts = 2 },
        });
        await Workflow.ExecuteLocalActivityAsync<string>(
            "Tell", [secret], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), Summary = secret });
        var child = await Workflow.StartChildWorkflowAsync((SecretKidWorkflow wf) => wf.RunAsync(secret), new()
        {
            Id = $"{Workflow.Info.WorkflowId}-kid",
            Memo = new Dictionary<string, object> { ["kid"] = secret },
            StaticSummary = secret,
            StaticDetails = secret,
        });
        await child.SignalAsync(wf => wf.HearAsync(secret));
        await Workflow.WaitConditionAsync(() => _gone);
        try
        {
            await child.GetResultAsync();
        }
        catch (ChildWorkflowFailureException e)
        {
            // The failure of the child as it came, and in another.
            throw new ApplicationFailureException($"{secret} around", e.InnerException, "Around", details: [secret]);
        }

        return "never";
    }

    [WorkflowSignal]
    public Task GoAsync(string secret)
    {
        _gone = secret == "secret";
        return Task.CompletedTask;
    }

    [WorkflowUpdate]
    public Task<string> TryAsync(string secret) =>
        secret == "secret" ? Task.FromResult(secret) : throw new ApplicationFailureException($"secret and {secret}");

    [WorkflowQuery]
    public string Ask(string secret) => $"{secret} heard";
}

[Workflow("SecretKid")]
public sealed class SecretKidWorkflow
{
    private string? _heard;

    [WorkflowRun]
    public async Task RunAsync(string secret)
    {
        await Workflow.WaitConditionAsync(() => _heard == secret);
        throw new ApplicationFailureException($"{secret} failure", "Kid", details: [secret]);
    }

    [WorkflowSignal]
    public Task HearAsync(string secret)
    {
        _heard = secret;
        return Task.CompletedTask;
    }
}
