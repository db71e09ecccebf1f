using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;

namespace Temporalio.Converters;

/// <summary>Temporal's failure layout. An exception of no Temporal type becomes an application failure.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The official type is nested.")]
public class DefaultFailureConverter : IFailureConverter
{
    /// <summary>Initializes a new instance of the <see cref="DefaultFailureConverter"/> class.</summary>
    public DefaultFailureConverter()
        : this(new DefaultFailureConverterOptions())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DefaultFailureConverter"/> class.</summary>
    /// <param name="options">Options; not to be changed afterwards.</param>
    protected DefaultFailureConverter(DefaultFailureConverterOptions options) => Options = options;

    /// <summary>Gets the options.</summary>
    public DefaultFailureConverterOptions Options { get; }

    /// <inheritdoc />
    public virtual Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(payloadConverter);
        var failure = exception is FailureException { Failure: { } known }
            ? known.Clone()
            : NewFailure(exception, payloadConverter);
        if (Options.EncodeCommonAttributes && failure.EncodedAttributes == null)
        {
            failure.EncodedAttributes = payloadConverter.ToPayload(new Dictionary<string, string>
            {
                ["message"] = failure.Message,
                ["stack_trace"] = failure.StackTrace,
            });
            failure.Message = "Encoded failure";
            failure.StackTrace = string.Empty;
        }

        return failure;
    }

    /// <inheritdoc />
    public virtual Exception ToException(Failure failure, IPayloadConverter payloadConverter)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(payloadConverter);
        var plain = WithDecodedAttributes(failure, payloadConverter);
        var inner = plain.Cause == null ? null : ToException(plain.Cause, payloadConverter);
        return plain.FailureInfoCase switch
        {
            Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
                new ApplicationFailureException(plain, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TimeoutFailureInfo =>
                new TimeoutFailureException(plain, inner, payloadConverter),
            Failure.FailureInfoOneofCase.CanceledFailureInfo =>
                new CanceledFailureException(plain, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TerminatedFailureInfo =>
                new TerminatedFailureException(plain, inner, null),
            Failure.FailureInfoOneofCase.ServerFailureInfo => new ServerFailureException(plain, inner),
            Failure.FailureInfoOneofCase.ActivityFailureInfo => new ActivityFailureException(plain, inner),
            Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo =>
                new ChildWorkflowFailureException(plain, inner),
            _ => new FailureException(plain, inner),
        };
    }

    // The message that came over the wire is shared: it is copied before it is changed.
    private static Failure WithDecodedAttributes(Failure failure, IPayloadConverter converter)
    {
        if (failure.EncodedAttributes == null)
        {
            return failure;
        }

        Dictionary<string, string>? attributes;
        try
        {
            attributes = converter.ToValue<Dictionary<string, string>>(failure.EncodedAttributes);
        }
        catch (Exception)
        {
            return failure; // not ours to read, as with a codec that is not configured: the outer message stays
        }

        var plain = failure.Clone();
        if (attributes != null && attributes.TryGetValue("message", out var message))
        {
            plain.Message = message;
            plain.StackTrace = attributes.GetValueOrDefault("stack_trace", plain.StackTrace);

            // What is readable now is hidden again when the exception is thrown on.
            plain.EncodedAttributes = null;
        }

        return plain;
    }

    private static Payloads? ToPayloads(IFailureDetails? details, IPayloadConverter converter)
    {
        if (details == null || details.Count == 0)
        {
            return null;
        }

        var payloads = new Payloads();
        payloads.Payloads_.AddRange(details switch
        {
            OutboundFailureDetails outbound => outbound.Details!.Select(converter.ToPayload),
            InboundFailureDetails inbound => inbound.Payloads!,
            _ => throw new ArgumentException($"Details of type {details.GetType()} cannot be converted."),
        });
        return payloads;
    }

    private Failure NewFailure(Exception exception, IPayloadConverter converter)
    {
        var failure = new Failure
        {
            Message = exception.Message,
            StackTrace = exception.StackTrace ?? string.Empty,
            Cause = exception.InnerException == null ? null : ToFailure(exception.InnerException, converter),
        };
        switch (exception)
        {
            case ApplicationFailureException application:
                failure.ApplicationFailureInfo = new()
                {
                    Type = application.ErrorType ?? string.Empty,
                    NonRetryable = application.NonRetryable,
                    Details = ToPayloads(application.Details, converter),
                    NextRetryDelay =
                        application.NextRetryDelay is { } delay ? Duration.FromTimeSpan(delay) : null,
                    Category = application.Category,
                };
                break;
            case CanceledFailureException canceled:
                failure.CanceledFailureInfo = new() { Details = ToPayloads(canceled.Details, converter) };
                break;
            case WorkflowAlreadyStartedException:
                break; // the official SDK gives it no kind of its own
            default:
                failure.ApplicationFailureInfo = new() { Type = exception.GetType().Name };
                break;
        }

        return failure;
    }

    /// <summary>The same, with message and stack trace in a payload.</summary>
    public class WithEncodedCommonAttributes : DefaultFailureConverter
    {
        /// <summary>Initializes a new instance of the <see cref="WithEncodedCommonAttributes"/> class.</summary>
        public WithEncodedCommonAttributes()
            : base(new DefaultFailureConverterOptions { EncodeCommonAttributes = true })
        {
        }
    }
}
