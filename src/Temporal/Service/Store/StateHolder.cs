using System.Text.Json.Serialization;

namespace Temporalio.Service.Store;

/// <summary>The process that holds a state directory.</summary>
/// <param name="ProcessId">Its id in the system.</param>
/// <param name="Since">When it took the directory.</param>
/// <param name="Address">Where its endpoint listens (<c>host:port</c> or <c>unix:///path</c>); null when it has none.</param>
public sealed record StateHolder(int ProcessId, DateTimeOffset Since, string? Address);

/// <summary>Reads and writes <see cref="StateHolder"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StateHolder))]
internal sealed partial class StateHolderJson : JsonSerializerContext;
