using System.ComponentModel;
using System.Diagnostics;
using Pipelines.Starter.Commands;

namespace Pipelines.Starter.Terminal;

/// <summary>Graphviz, where it is installed: draws a graph in DOT.</summary>
internal static class Graphviz
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Returns the picture as SVG.</summary>
    /// <param name="dot">The graph.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancel">Ends the drawing.</param>
    /// <exception cref="CommandException">Graphviz is not there, failed, or took longer than a minute.</exception>
    public static async Task<string> SvgAsync(string dot, TimeProvider time, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        using var process = Start();
        try
        {
            var picture = process.StandardOutput.ReadToEndAsync(either.Token);
            var complaints = process.StandardError.ReadToEndAsync(either.Token);
            await WriteAsync(process, dot, either.Token).ConfigureAwait(false);
            var svg = await picture.ConfigureAwait(false);
            var said = await complaints.ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return process.ExitCode == 0
                ? svg
                : throw new CommandException(
                    ExitCodes.Failed, $"Graphviz ended with exit code {process.ExitCode}: {said.Trim()}");
        }
        catch (OperationCanceledException stop)
        {
            if (!process.HasExited) process.Kill();
            if (cancel.IsCancellationRequested) throw;
            throw new CommandException(
                ExitCodes.Failed,
                $"Graphviz drew nothing within {Patience.TotalSeconds} s; '--format dot' prints what it was given.",
                stop);
        }
    }

    private static async Task WriteAsync(Process process, string dot, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.WriteAsync(dot.AsMemory(), cancel).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all; its exit code and its complaints say why.
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("dot", ["-Tsvg"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new CommandException(
                ExitCodes.Failed,
                "an SVG is drawn by Graphviz, whose program 'dot' is not on the PATH. "
                + "Install Graphviz, or take '--format mermaid' or '--format dot'.",
                missing);
        }
    }
}
