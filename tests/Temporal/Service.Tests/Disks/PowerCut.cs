namespace Temporalio.Service.Tests.Disks;

/// <summary>
/// Follows what SQLite wrote and what it had synced, and makes the files that a power cut would leave: all that was
/// synced, and of the rest any sectors of 512 bytes, in no order.
/// </summary>
internal sealed class PowerCut
{
    private const int Sector = 512;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _synced = [];
    private readonly Dictionary<string, List<DiskOperation>> _since = [];

    /// <summary>Notes a request that the disk will carry out.</summary>
    public void Follow(DiskOperation operation)
    {
        lock (_lock)
        {
            switch (operation.Action)
            {
                case DiskAction.Write or DiskAction.Truncate:
                    if (!_since.TryGetValue(operation.File, out var list)) _since[operation.File] = list = [];
                    list.Add(operation);
                    break;
                case DiskAction.Sync:
                    _synced[operation.File] = Image(operation.File, _ => true);
                    _since.Remove(operation.File);
                    break;
                case DiskAction.Delete:
                    _synced.Remove(operation.File);
                    _since.Remove(operation.File);
                    break;
            }
        }
    }

    /// <summary>Writes the files as a power cut now would leave them.</summary>
    /// <param name="chance">Draws which of the sectors that were not synced are on the disk.</param>
    public void Write(string directory, Random chance)
    {
        Directory.CreateDirectory(directory);
        lock (_lock)
        {
            var share = chance.NextDouble();
            foreach (var file in _synced.Keys.Union(_since.Keys).ToList())
                File.WriteAllBytes(Path.Combine(directory, file), Image(file, _ => chance.NextDouble() < share));
        }
    }

    private byte[] Image(string file, Func<int, bool> isOnDisk)
    {
        var synced = _synced.GetValueOrDefault(file) ?? [];
        if (!_since.TryGetValue(file, out var list)) return synced;
        using var image = new MemoryStream();
        image.Write(synced);
        foreach (var operation in list)
        {
            if (operation.Action == DiskAction.Truncate)
            {
                if (isOnDisk(0)) image.SetLength(operation.Offset);
                continue;
            }

            var count = 0;
            for (var at = 0; at < operation.Bytes.Length; at += count)
            {
                count = Math.Min(Sector - (int)((operation.Offset + at) % Sector), operation.Bytes.Length - at);
                if (!isOnDisk(at)) continue;
                image.Position = operation.Offset + at;
                image.Write(operation.Bytes, at, count);
            }
        }

        return image.ToArray();
    }
}
