namespace Temporalio.Conformance.Tests;

/// <summary>Temporal's own Web UI shows what is on our service, and acts on it.</summary>
public sealed class WebUiTests(WalkedWebUi walked) : IClassFixture<WalkedWebUi>
{
    [Theory]
    [InlineData("list")]
    [InlineData("list-filtered")]
    [InlineData("timeline")]
    [InlineData("history-all")]
    [InlineData("history-compact")]
    [InlineData("history-json")]
    [InlineData("pending-activities")]
    [InlineData("query")]
    [InlineData("call-stack")]
    [InlineData("signal")]
    [InlineData("cancel")]
    [InlineData("terminate")]
    [InlineData("reset")]
    [InlineData("schedules")]
    public void Step_InTheBrowser_ShowsAndDoesWhatItSays(string step)
    {
        if (WalkedWebUi.Missing is { } missing) Assert.Skip(missing);

        // Act
        var fault = walked.Fault(step);

        // Assert
        Assert.True(fault is null, fault);
    }
}
