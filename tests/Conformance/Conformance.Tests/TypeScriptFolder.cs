using System.Diagnostics;

namespace Temporalio.Conformance.Tests;

/// <summary>The folder of the programs that use the official TypeScript SDK.</summary>
internal static class TypeScriptFolder
{
    public static string Path { get; } = Find();

    /// <summary>The names of all scenarios, as <c>node run.mjs --list</c> prints them.</summary>
    public static IReadOnlyList<string> Scenarios { get; } = File.ReadAllLines(System.IO.Path.Combine(Path, "scenarios.txt"));

    /// <summary>Why the programs cannot run; null when they can.</summary>
    public static string? Missing { get; } = Directory.Exists(System.IO.Path.Combine(Path, "node_modules", "@temporalio", "worker"))
        ? null
        : "The TypeScript SDK is not installed: npm ci in tests/Conformance/typescript.";

    /// <summary>Runs <c>node</c> there; returns its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> NodeAsync(IEnumerable<string> arguments, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output + await errors);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Pipelines.sln"))) folder = folder.Parent;
        return folder is null
            ? throw new InvalidOperationException("The tests must run inside the checkout.")
            : System.IO.Path.Combine(folder.FullName, "tests", "Conformance", "typescript");
    }
}
