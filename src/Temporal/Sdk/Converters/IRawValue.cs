using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A value left as the payload it came as.</summary>
public interface IRawValue
{
    /// <summary>Gets the payload.</summary>
    Payload Payload { get; }
}
