using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Converters;

public sealed class FailureConverterTests
{
    private readonly DefaultFailureConverter _failures = new();
    private readonly DefaultPayloadConverter _payloads = new();

    [Fact]
    public void ToFailure_ApplicationFailure_CarriesAllItsParts()
    {
        // Arrange
        var exception = new ApplicationFailureException(
            "outer",
            new InvalidOperationException("inner"),
            "Type",
            nonRetryable: true,
            details: ["a", 2],
            nextRetryDelay: TimeSpan.FromSeconds(3),
            category: ApplicationErrorCategory.Benign);

        // Act
        var failure = _failures.ToFailure(exception, _payloads);

        // Assert
        Assert.Equal("outer", failure.Message);
        Assert.Equal("Type", failure.ApplicationFailureInfo.Type);
        Assert.True(failure.ApplicationFailureInfo.NonRetryable);
        Assert.Equal(
            ["\"a\"", "2"], failure.ApplicationFailureInfo.Details.Payloads_.Select(item => item.Data.ToStringUtf8()));
        Assert.Equal(Duration.FromTimeSpan(TimeSpan.FromSeconds(3)), failure.ApplicationFailureInfo.NextRetryDelay);
        Assert.Equal(ApplicationErrorCategory.Benign, failure.ApplicationFailureInfo.Category);
        Assert.Equal("inner", failure.Cause.Message);
        Assert.Equal("InvalidOperationException", failure.Cause.ApplicationFailureInfo.Type);
    }

    [Fact]
    public void ToException_ChainOfFailures_KeepsTypesAndOrder()
    {
        // Arrange
        var failure = new Failure
        {
            Message = "child failed",
            ChildWorkflowExecutionFailureInfo = new()
            {
                WorkflowExecution = new() { WorkflowId = "w" },
                WorkflowType = new() { Name = "Child" },
            },
            Cause = new()
            {
                Message = "activity failed",
                ActivityFailureInfo = new() { ActivityId = "5", ActivityType = new() { Name = "Train" } },
                Cause = new()
                {
                    Message = "too slow",
                    TimeoutFailureInfo = new() { TimeoutType = TimeoutType.Heartbeat },
                },
            },
        };

        // Act
        var exception = _failures.ToException(failure, _payloads);

        // Assert
        var child = Assert.IsType<ChildWorkflowFailureException>(exception);
        var activity = Assert.IsType<ActivityFailureException>(child.InnerException);
        var timeout = Assert.IsType<TimeoutFailureException>(activity.InnerException);
        Assert.Equal(("w", "Child"), (child.WorkflowId, child.WorkflowType));
        Assert.Equal(("5", "Train"), (activity.ActivityId, activity.ActivityType));
        Assert.Equal(TimeoutType.Heartbeat, timeout.TimeoutType);
    }

    [Fact]
    public void ToFailure_ExceptionThatCameOverTheWire_IsTheSameFailure()
    {
        // Arrange
        var failure = new Failure
        {
            Message = "m",
            StackTrace = "at elsewhere",
            Source = "TypeScriptSDK",
            ApplicationFailureInfo = new() { Type = "T" },
        };

        // Act
        var again = _failures.ToFailure(_failures.ToException(failure, _payloads), _payloads);

        // Assert
        Assert.Equal(failure, again);
        Assert.NotSame(failure, again);
    }

    [Fact]
    public void ToFailure_EncodedAttributes_HidesMessageAndStackTraceAndReadsThemBack()
    {
        // Arrange
        var converter = new DefaultFailureConverter.WithEncodedCommonAttributes();

        // Act
        var failure = converter.ToFailure(new ApplicationFailureException("secret", "T"), _payloads);
        var exception = _failures.ToException(failure, _payloads);

        // Assert
        Assert.Equal("Encoded failure", failure.Message);
        Assert.Empty(failure.StackTrace);
        Assert.Contains("secret", failure.EncodedAttributes.Data.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Equal("secret", exception.Message);
    }

    [Fact]
    public void ToFailure_EncodedAttributesWereRead_HidesThemAgain()
    {
        // Arrange
        var converter = new DefaultFailureConverter.WithEncodedCommonAttributes();
        var arrived = converter.ToException(
            converter.ToFailure(new ApplicationFailureException("secret", "T"), _payloads), _payloads);

        // Act: once thrown on as it is, once as the cause of another.
        var again = converter.ToFailure(arrived, _payloads);
        var around = converter.ToFailure(new ApplicationFailureException("around", arrived, "T"), _payloads);

        // Assert
        Assert.Equal("secret", arrived.Message);
        Assert.Equal("Encoded failure", again.Message);
        Assert.Equal("Encoded failure", around.Cause.Message);
        Assert.Equal("secret", converter.ToException(around, _payloads).InnerException!.Message);
    }

    [Fact]
    public void ToException_AttributesThatTheConverterCannotRead_KeepsTheOuterMessage()
    {
        // Arrange
        var failure = new DefaultFailureConverter.WithEncodedCommonAttributes()
            .ToFailure(new ApplicationFailureException("secret", "T"), _payloads);

        // Act
        var exception = _failures.ToException(failure, new RefusingConverter());

        // Assert
        Assert.Equal("Encoded failure", exception.Message);
    }

    [Fact]
    public void ToFailure_WorkflowAlreadyStarted_HasNoKindAsInTheOfficialLayout()
    {
        // Act
        var failure = _failures.ToFailure(new WorkflowAlreadyStartedException("taken", "id", "type", "run"), _payloads);

        // Assert
        Assert.Equal("taken", failure.Message);
        Assert.Equal(Failure.FailureInfoOneofCase.None, failure.FailureInfoCase);
    }

    private sealed class RefusingConverter : IPayloadConverter
    {
        public Payload ToPayload(object? value) => throw new InvalidOperationException("no");

        public object? ToValue(Payload payload, System.Type type) => throw new InvalidOperationException("no");
    }
}
