using Temporalio.Service.Store;

namespace Temporalio.Service;

/// <summary>The state directory belongs to another service that runs now.</summary>
public sealed class StateDirectoryInUseException : IOException
{
    internal StateDirectoryInUseException(string directory, StateHolder? holder, Exception cause)
        : base(Render(directory, holder), cause) => (Directory, Holder) = (directory, holder);

    /// <summary>The directory that was asked for, absolute.</summary>
    public string Directory { get; }

    /// <summary>Who holds it; null when it starts or stops right now.</summary>
    public StateHolder? Holder { get; }

    /// <summary>The process that holds it; null when it is not known.</summary>
    public int? ProcessId => Holder?.ProcessId;

    /// <summary>Where the holder can be reached, as clients name it; null when it has no endpoint.</summary>
    public string? Address => Holder?.Address;

    private static string Render(string directory, StateHolder? holder)
    {
        if (holder is null)
            return $"State directory {directory} is in use by a process that starts or stops right now.";
        var address = holder.Address is null ? "without an endpoint" : $"at {holder.Address}";
        return $"State directory {directory} is in use by process {holder.ProcessId} since {holder.Since:u} ({address}). " +
            "Use that service, stop it, or name another directory.";
    }
}
