using Pipelines.Activities.State;

namespace Pipelines.Activities.Tests.State;

public sealed class StateLayoutTests
{
    [Fact]
    public void Prepare_NewDirectory_IsForTheOwnerAlone()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var layout = new StateLayout(folder["state"]);

        // Act
        layout.Prepare();

        // Assert
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(layout.Root));
    }

    [Fact]
    public void CreateFolder_MissingParents_AreForTheOwnerAloneToo()
    {
        // Arrange
        using var folder = new TemporaryFolder();

        // Act
        StateLayout.CreateFolder(folder["a/b/c"]);

        // Assert
        Assert.All([folder["a"], folder["a/b"], folder["a/b/c"]], made => Assert.Equal(StateLayout.FolderMode, File.GetUnixFileMode(made)));
    }

    [Fact]
    public void LogFiles_TenAttempts_ComeInOrderOfNumbers()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var layout = new StateLayout(folder.Root);
        foreach (var attempt in new[] { 10, 2, 1 })
        {
            Directory.CreateDirectory(layout.LogFolder("run", "train"));
            File.WriteAllText(layout.LogFile("run", "train", attempt), "");
        }

        // Act
        var files = layout.LogFiles("run", "train");

        // Assert
        Assert.Equal([1, 2, 10], files.Select(file => file.Attempt));
    }

    [Fact]
    public void DeleteExecution_OneOfTwo_LeavesTheOther()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        var layout = new StateLayout(folder.Root);
        foreach (var execution in new[] { "a", "b" })
        {
            Directory.CreateDirectory(layout.AttemptFolder(execution, "train", 1));
            Directory.CreateDirectory(layout.LogFolder(execution, "train"));
        }

        // Act
        layout.DeleteExecution("a");

        // Assert
        Assert.False(
            Directory.Exists(layout.LogFolder("a", "train")) || Directory.Exists(layout.JobFolder("a", "train")));
        Assert.True(
            Directory.Exists(layout.LogFolder("b", "train")) && Directory.Exists(layout.JobFolder("b", "train")));
    }
}
