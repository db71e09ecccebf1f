namespace Temporalio.Service.Tests.Disks;

/// <summary>What SQLite asks of the disk.</summary>
internal enum DiskAction
{
    Read,
    Write,
    Truncate,
    Sync,
    Delete,
}

/// <summary>One request of SQLite to the disk.</summary>
/// <param name="Number">Counted from 1, per disk.</param>
/// <param name="File">The name of the file, without its directory.</param>
/// <param name="Offset">Where bytes go, or the new length of a file that is cut.</param>
/// <param name="Bytes">What is written; empty for all else.</param>
internal sealed record DiskOperation(int Number, DiskAction Action, string File, long Offset, byte[] Bytes);
