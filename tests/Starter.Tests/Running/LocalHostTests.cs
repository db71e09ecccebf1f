using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Hosting;

namespace Pipelines.Starter.Tests.Running;

public sealed class LocalHostTests
{
    private const int Executions = 50;

    [Fact]
    public async Task StartAsync_TwoHostsWithFiftyExecutionsEach_ShareNothingAndLeaveNothing()
    {
        // Arrange: both hosts use the same ids.
        var cancel = TestContext.Current.CancellationToken;
        using var left = new TemporaryFolder();
        using var right = new TemporaryFolder();
        await using var first =
            await LocalHost.StartAsync(new LocalHostOptions { StateDirectory = left.State }, cancel);
        await using var second =
            await LocalHost.StartAsync(new LocalHostOptions { StateDirectory = right.State }, cancel);
        var definitions = new[] { Compile("left", 3), Compile("right", 5) };
        var ids = Enumerable.Range(0, Executions).Select(i => $"e{i}").ToList();

        // Act
        var states = await Task.WhenAll(new[] { first, second }.SelectMany((host, side) => ids.Select(async id =>
        {
            await host.StartAsync(definitions[side], id, cancel);
            return (Side: side, State: await host.Executions.EndAsync(id, cancel));
        })));

        // Assert
        Assert.All(states, one =>
        {
            Assert.Equal(StepStatus.Succeeded, one.State.Status);
            Assert.Equal(one.Side == 0 ? "left" : "right", one.State.Pipeline);
            Assert.Equal(one.Side == 0 ? 3 : 5, one.State.Steps.Count);
        });
        foreach (var host in new[] { first, second })
        {
            Assert.Equal(ids.Order(), (await host.Executions.ListAsync(null, 0, cancel).ToListAsync(cancel)).Select(one => one.Id).Order());
            foreach (var id in ids) await host.DeleteAsync(id, cancel);
            Assert.Empty(await host.Executions.ListAsync(null, 0, cancel).ToListAsync(cancel));
            Assert.Null(await host.Executions.FindAsync("e0", cancel));
            Assert.All([host.Local.Layout.Jobs, host.Local.Layout.Logs], folder => Assert.False(Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()));
        }
    }

    private static PipelineDefinition Compile(string name, int steps)
    {
        var yaml = $"pipeline: {name}\nsteps:\n" + string.Concat(Enumerable.Range(0, steps).Select(i =>
            $"  s{i}: {{ type: processing, component: noop{(i == 0 ? "" : $", needs: [s{i - 1}]")} }}\n"));
        var result = PipelineCompiler.Compile(new SourceText("test.yaml", yaml), new CompileOptions());
        return result.Definition ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
