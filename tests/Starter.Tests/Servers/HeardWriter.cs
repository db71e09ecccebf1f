namespace Pipelines.Starter.Tests.Servers;

/// <summary>Keeps what is written, and tells when a line holds a text.</summary>
internal sealed class HeardWriter(string text) : StringWriter
{
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Heard => _heard.Task;

    public override void WriteLine(string? value)
    {
        lock (_heard) base.WriteLine(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true) _heard.TrySetResult();
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
