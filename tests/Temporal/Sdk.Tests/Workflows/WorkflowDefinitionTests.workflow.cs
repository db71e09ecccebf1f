using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

public class WorkflowDefinitionTests
{
    [Workflow]
    public interface INamed
    {
        [WorkflowRun]
        Task RunAsync();

        [WorkflowSignal]
        Task PokeAsync();

        [WorkflowSignal("custom")]
        Task OtherAsync();

        [WorkflowQuery]
        string State { get; }

        [WorkflowUpdate]
        Task<int> ChangeAsync(int value);
    }

    [Fact]
    public void Create_NamesLeftToDefaults_DropsIAndAsync()
    {
        // Act
        var definition = WorkflowDefinition.Create<INamed>();

        // Assert
        Assert.Equal("Named", definition.Name);
        Assert.Equal(["Poke", "custom"], definition.Signals.Keys.Order());
        Assert.Equal(["State"], definition.Queries.Keys);
        Assert.Equal(["Change"], definition.Updates.Keys);
        Assert.False(definition.Instantiable);
    }

    [Fact]
    public void Create_ManyMistakes_ReportsThemAll()
    {
        // Act
        var faults = Assert.Throws<AggregateException>(() => WorkflowDefinition.Create<Wrong>());

        // Assert
        string[] messages = [.. faults.InnerExceptions.Select(fault => fault.Message)];
        string[] expected =
        [
            "Workflow name __temporal_wrong cannot start with __temporal_",
            "WorkflowRun on non-public",
            "does not have a valid WorkflowRun method",
            "must return Task",
            "must not be static",
            "must not return a task",
            "more than one signal named same",
            "Cannot find update method named Missing",
            "must take the parameters of",
        ];
        Assert.All(
            expected, part => Assert.Contains(messages, message => message.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void Create_WithoutAttribute_IsRefused() =>
        Assert.Contains("has no Workflow attribute", Assert.Throws<ArgumentException>(
            () => WorkflowDefinition.Create<string>()).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_OverrideWithoutAttribute_IsRefused()
    {
        // Act
        var faults = Assert.Throws<AggregateException>(() => WorkflowDefinition.Create<Derived>());

        // Assert
        Assert.Contains("WorkflowSignal on base definition", faults.Message, StringComparison.Ordinal);
    }

    [Workflow("__temporal_wrong")]
    public class Wrong
    {
        [WorkflowSignal]
        public static Task StaticAsync() => Task.CompletedTask;

        [WorkflowSignal]
        public void NotTask() => throw new NotSupportedException();

        [WorkflowSignal("same")]
        public Task OneAsync() => Task.CompletedTask;

        [WorkflowSignal("same")]
        public Task TwoAsync() => Task.CompletedTask;

        [WorkflowQuery]
        public Task<int> Slow() => Task.FromResult(1);

        [WorkflowUpdateValidator("Missing")]
        public void Lost() => throw new NotSupportedException();

        [WorkflowUpdate]
        public Task ChangeAsync(int value) => Task.FromResult(value);

        [WorkflowUpdateValidator(nameof(ChangeAsync))]
        public void CheckChange(string value) => throw new NotSupportedException(value);

        [WorkflowRun]
        internal Task RunAsync() => Task.CompletedTask;
    }

    public abstract class Base
    {
        [WorkflowSignal]
        public virtual Task PokeAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class Derived : Base
    {
        public override Task PokeAsync() => Task.CompletedTask;

        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }
}
