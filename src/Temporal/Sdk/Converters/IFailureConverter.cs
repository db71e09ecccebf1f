using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Turns exceptions into failures and back. Must be deterministic: workflows use it.</summary>
public interface IFailureConverter
{
    /// <summary>Turns an exception into a failure.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="payloadConverter">What converts its details.</param>
    /// <returns>The failure.</returns>
    Failure ToFailure(Exception exception, IPayloadConverter payloadConverter);

    /// <summary>Turns a failure into an exception.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="payloadConverter">What converts its details.</param>
    /// <returns>The exception.</returns>
    Exception ToException(Failure failure, IPayloadConverter payloadConverter);
}
