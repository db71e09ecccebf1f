using System.CommandLine;
using Pipelines.Starter.Terminal;
using Pipelines.Testing.Files;
using Pipelines.Testing.Reports;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines test FILE.test.yaml</c>: runs pipelines with fake steps and skipped time.</summary>
public static class TestCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Test files, or folders with *.test.yaml below them. Default: here.",
            HelpName = "PATH",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var filter = new Option<string?>("--filter")
        {
            Description = "Only cases whose file or name holds this text.",
            HelpName = "TEXT",
        };
        var junit = new Option<string?>("--junit")
        {
            Description = "Write the results as JUnit XML.",
            HelpName = "FILE",
        };
        var json = CommonOptions.Json();
        var command = new Command("test", "Test pipelines without their programs: steps are fake, time is skipped.")
        { paths, filter, junit, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var given = parsed.GetValue(paths) is { Length: > 0 } some ? some : ["."];
            var files = TestFiles.Find(given).Select(path => TestFiles.Read(path, terminal)).ToList();
            if (files.Any(file => file is null)) return ExitCodes.InvalidInput;
            var cases = files.SelectMany(file => file!.Cases).Where(one => IsWanted(one, parsed.GetValue(filter)))
                .ToList();
            if (cases.Count == 0)
                throw new CommandException(
                    ExitCodes.InvalidInput, $"no case is left by --filter '{parsed.GetValue(filter)}'.");
            var results = new List<CaseResult>();
            foreach (var one in cases)
            {
                cancel.ThrowIfCancellationRequested();
                results.Add(CaseResult.Of(one, time));
                if (!parsed.GetValue(json)) Print(results[^1], terminal);
            }

            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, Report(results));
            if (parsed.GetValue(junit) is { } file)
                await File.WriteAllTextAsync(file, JUnitReport.Of(results).ToString(), cancel).ConfigureAwait(false);
            var failed = results.Count(one => !one.Passed);
            await terminal.Errors.WriteLineAsync($"{results.Count} cases, {failed} failed.").ConfigureAwait(false);
            return failed == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static bool IsWanted(TestCase one, string? filter) => filter is null
        || one.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)
            || one.At.File.Contains(filter, StringComparison.OrdinalIgnoreCase);

    private static void Print(CaseResult result, CommandTerminal terminal)
    {
        var mark = result.Passed ? "✓" : "✗";
        terminal.Output.WriteLine(
            $"{mark} {result.File}  {result.Name}  ({result.Took.TotalMilliseconds:0} ms, "
            + $"{Duration.Text(result.Virtual)} skipped)");
        foreach (var failure in result.Failures) terminal.Output.WriteLine($"    {failure}");
    }

    private static object Report(IReadOnlyList<CaseResult> results) => new
    {
        Passed = results.All(one => one.Passed),
        Cases = results.Select(one => new
        {
            one.File,
            one.Name,
            one.Passed,
            Milliseconds = one.Took.TotalMilliseconds,
            VirtualSeconds = one.Virtual.TotalSeconds,
            Failures = one.Failures.Select(failure => new { failure.At.Line, failure.At.Column, failure.Message }),
        }),
    };
}
