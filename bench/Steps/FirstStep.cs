using System.Diagnostics;
using System.Globalization;
using Pipelines.Starter.Hosting;

namespace Bench.Steps;

/// <summary>From <c>dotnet Pipelines.Starter.dll run</c> to the first step at work: a new process on a new state directory each time.</summary>
internal static class FirstStep
{
    public static async Task MeasureAsync(string folder, int runs, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var mark = Path.Combine(folder, "mark");
        var file = Path.Combine(folder, "pipeline.yaml");
        await File.WriteAllTextAsync(file, $"pipeline: first\nsteps:\n  s: {{ type: processing, command: [touch, '{mark}'] }}\n", cancel).ConfigureAwait(false);
        var firstStep = new List<double>();
        var whole = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            File.Delete(mark);
            var started = TimeProvider.System.GetUtcNow();
            using var process = Process.Start(new ProcessStartInfo(
                "dotnet",
                [typeof(LocalHost).Assembly.Location, "run", file, "--state", Path.Combine(folder, $"state-{i}")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            if (process.ExitCode != 0) throw new InvalidOperationException($"exit code {process.ExitCode}: {await errors.ConfigureAwait(false)}");
            whole.Add((TimeProvider.System.GetUtcNow() - started).TotalMilliseconds);
            firstStep.Add((File.GetLastWriteTimeUtc(mark) - started.UtcDateTime).TotalMilliseconds);
        }

        Console.WriteLine();
        Console.WriteLine("| process start → | runs | p50 ms | max ms |");
        Console.WriteLine("|---|---|---|---|");
        Console.WriteLine(Row("first step's program at work", firstStep));
        Console.WriteLine(Row("process ended", whole));
    }

    private static string Row(string what, List<double> sample) =>
        string.Create(CultureInfo.InvariantCulture, $"| {what} | {sample.Count} | {Quantiles.Of(sample, 0.5):0} | {sample.Max():0} |");
}
