using System.Runtime.CompilerServices;

namespace Temporalio.Service.Tests;

/// <summary>Waits for what the service does by itself, where no call tells when it is done.</summary>
internal static class Soon
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Looks until it is so. Fails when it is not so for a minute: the service would never do it.</summary>
    public static async Task HoldsAsync(
        Func<Task<bool>> look, [CallerArgumentExpression(nameof(look))] string what = "")
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await look())
        {
            if (TimeProvider.System.GetElapsedTime(since) > Longest) throw new TimeoutException($"never came: {what}");
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <inheritdoc cref="HoldsAsync(Func{Task{bool}}, string)" />
    public static Task HoldsAsync(Func<bool> look, [CallerArgumentExpression(nameof(look))] string what = "") =>
        HoldsAsync(() => Task.FromResult(look()), what);
}
