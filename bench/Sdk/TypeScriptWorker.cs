using System.Diagnostics;

namespace Bench.Sdk;

/// <summary>Runs <c>typescript/bench.mjs</c> in a folder of its own, with the packages that its <c>package.json</c> pins.</summary>
internal static class TypeScriptWorker
{
    public static async Task RunAsync(string name, string address, bool smoke, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("bench-typescript-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "typescript")))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            await ExecuteAsync("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"], folder, show: false, cancel).ConfigureAwait(false);
            await ExecuteAsync("node", ["bench.mjs", address, smoke ? "smoke" : "full", name], folder, show: true, cancel).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ExecuteAsync(string program, string[] arguments, string folder, bool show, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancel);
        while (await process.StandardOutput.ReadLineAsync(cancel).ConfigureAwait(false) is { } line)
        {
            if (show) Console.WriteLine(line);
        }

        await process.WaitForExitAsync(cancel).ConfigureAwait(false);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors.ConfigureAwait(false)}");
    }
}
