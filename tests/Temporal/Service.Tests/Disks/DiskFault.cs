namespace Temporalio.Service.Tests.Disks;

/// <summary>How a disk answers a request.</summary>
internal enum DiskFault
{
    None,

    /// <summary>Nothing is done, and the answer is an I/O error.</summary>
    IoError,

    /// <summary>Nothing is done: there is no room.</summary>
    Full,

    /// <summary>Half of a write is done before there is no room.</summary>
    Short,
}
