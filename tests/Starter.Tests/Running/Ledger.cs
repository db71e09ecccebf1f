namespace Pipelines.Starter.Tests.Running;

/// <summary>
/// A file outside the state directory to which steps append a line per effect: the outside view of what ran.
/// </summary>
/// <param name="path">The file; made when the first line is written.</param>
internal sealed class Ledger(string path)
{
    public IReadOnlyList<string> Lines()
    {
        if (!File.Exists(path)) return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The number of lines that begin with <paramref name="word"/>.</summary>
    public int Count(string word) => Lines().Count(line => line.StartsWith(word, StringComparison.Ordinal));

    /// <summary>
    /// Returns once <paramref name="count"/> lines begin with <paramref name="word"/>, or false once
    /// <paramref name="ended"/> says that no more will come.
    /// </summary>
    public async Task<bool> ReachedAsync(string word, int count, Func<bool> ended, CancellationToken cancel)
    {
        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        watcher.Changed += (_, _) => changed.Release();
        watcher.Created += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        while (Count(word) < count)
        {
            if (ended()) return Count(word) >= count;

            // The wait is bounded because the end of the process raises no event on the file.
            await changed.WaitAsync(TimeSpan.FromMilliseconds(250), cancel);
        }

        return true;
    }
}
