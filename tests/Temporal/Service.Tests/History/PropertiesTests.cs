using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class PropertiesTests
{
    [Fact]
    public void Complete_MemoAndSearchAttributes_AreMergedKeyByKey()
    {
        // Arrange
        var scenario = new Scenario(start => start.Memo = new Memo
        {
            Fields = { ["kept"] = Json("1"), ["changed"] = Json("1"), ["gone"] = Json("1") },
        });

        // Act
        scenario.StartTask();
        var transition = scenario.Complete(Upsert(new Memo
        {
            Fields = { ["changed"] = Json("2"), ["gone"] = new Payload(), ["new"] = Json("null") },
        }));

        // Assert
        Assert.Equal(
            ["changed=2", "kept=1", "new=null"],
            scenario.State.Memo.Select(field => $"{field.Key}={field.Value.Data.ToStringUtf8()}").Order());
        Assert.Contains(transition.Effects, effect => effect is Effect.VisibilityChanged);
    }

    [Fact]
    public void Complete_NothingToShowChanged_ListsStayAsTheyAre()
    {
        // Arrange
        var scenario = new Scenario();

        // Act
        var transition = scenario.StartTask().Complete(Commands.Timer("t", 5));

        // Assert
        Assert.DoesNotContain(transition.Effects, effect => effect is Effect.VisibilityChanged);
    }

    private static Command Upsert(Memo memo) => new()
    {
        CommandType = CommandType.ModifyWorkflowProperties,
        ModifyWorkflowPropertiesCommandAttributes = new ModifyWorkflowPropertiesCommandAttributes { UpsertedMemo = memo },
    };

    private static Payload Json(string json) => new() { Data = ByteString.CopyFromUtf8(json) };
}
