namespace Temporalio.Client;

/// <summary>A client of a namespace.</summary>
public interface ITemporalClient
{
}
