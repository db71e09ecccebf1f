using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Outbound;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Tests.Client;

public sealed class StartRequestTests
{
    [Fact]
    public async Task Create_EveryOption_StandsInTheRequest()
    {
        // Arrange
        var key = SearchAttributeKey.CreateKeyword("Team");
        var options = new WorkflowOptions("id", "queue")
        {
            ExecutionTimeout = TimeSpan.FromHours(3),
            RunTimeout = TimeSpan.FromHours(2),
            TaskTimeout = TimeSpan.FromSeconds(20),
            IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
            IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
            RetryPolicy = new() { MaximumAttempts = 4 },
            CronSchedule = "0 * * * *",
            Memo = new Dictionary<string, object> { ["m"] = 1 },
            TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(key, "ml").ToSearchAttributeCollection(),
            StartDelay = TimeSpan.FromSeconds(5),
            StaticSummary = "summary",
            StaticDetails = "details",
            Priority = new(priorityKey: 2),
        };

        // Act
        var request = await CreateAsync(options);

        // Assert
        Assert.Equal(("ns", "id", "queue", "Type"),
            (request.Namespace, request.WorkflowId, request.TaskQueue.Name, request.WorkflowType.Name));
        Assert.Equal("\"argument\"", Assert.Single(request.Input.Payloads_).Data.ToStringUtf8());
        Assert.Equal(Duration.FromTimeSpan(TimeSpan.FromHours(3)), request.WorkflowExecutionTimeout);
        Assert.Equal(Duration.FromTimeSpan(TimeSpan.FromHours(2)), request.WorkflowRunTimeout);
        Assert.Equal(Duration.FromTimeSpan(TimeSpan.FromSeconds(20)), request.WorkflowTaskTimeout);
        Assert.Equal(WorkflowIdReusePolicy.RejectDuplicate, request.WorkflowIdReusePolicy);
        Assert.Equal(WorkflowIdConflictPolicy.UseExisting, request.WorkflowIdConflictPolicy);
        Assert.Equal(4, request.RetryPolicy.MaximumAttempts);
        Assert.Equal("0 * * * *", request.CronSchedule);
        Assert.Equal("1", request.Memo.Fields["m"].Data.ToStringUtf8());
        Assert.Equal("\"ml\"", request.SearchAttributes.IndexedFields["Team"].Data.ToStringUtf8());
        Assert.Equal("Keyword", request.SearchAttributes.IndexedFields["Team"].Metadata["type"].ToStringUtf8());
        Assert.Equal(Duration.FromTimeSpan(TimeSpan.FromSeconds(5)), request.WorkflowStartDelay);
        Assert.Equal("\"summary\"", request.UserMetadata.Summary.Data.ToStringUtf8());
        Assert.Equal("\"details\"", request.UserMetadata.Details.Data.ToStringUtf8());
        Assert.Equal(2, request.Priority.PriorityKey);
        Assert.Equal(("me", "request"), (request.Identity, request.RequestId));
    }

    [Fact]
    public async Task Create_NoTaskQueue_SaysWhatIsMissing()
    {
        // Act
        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(new() { Id = "id" }));

        // Assert
        Assert.Contains("WorkflowOptions.TaskQueue", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithSignal_Start_KeepsEveryFieldThatBothHave()
    {
        // Arrange
        var start = await CreateAsync(new("id", "queue") { StartDelay = TimeSpan.FromSeconds(1) });

        // Act
        var request = StartRequest.WithSignal(start, "signal", null);

        // Assert: field by field, so that a new field of the request cannot be forgotten
        foreach (var field in SignalWithStartWorkflowExecutionRequest.Descriptor.Fields.InDeclarationOrder())
        {
            if (StartWorkflowExecutionRequest.Descriptor.FindFieldByName(field.Name) is { IsMap: false, IsRepeated: false } same)
            {
                Assert.Equal(same.Accessor.GetValue(start), field.Accessor.GetValue(request));
            }
        }
    }

    private static Task<StartWorkflowExecutionRequest> CreateAsync(WorkflowOptions options) => StartRequest.CreateAsync(
        "Type", ["argument"], options, DataConverter.Default, null, "ns", "me", "request");
}
