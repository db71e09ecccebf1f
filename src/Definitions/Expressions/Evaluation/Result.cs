using System.Diagnostics.CodeAnalysis;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>A value or a failure, without allocation.</summary>
internal readonly struct Result
{
    private Result(Value? value, Failure? failure)
    {
        Value = value;
        Failure = failure;
    }

    public Value? Value { get; }

    public Failure? Failure { get; }

    public static implicit operator Result(Value value) => new(value, null);

    public static implicit operator Result(Failure failure) => new(null, failure);

    public static implicit operator Result(bool value) => new(Expressions.Value.Of(value), null);

    public static implicit operator Result(long value) => new(Expressions.Value.Of(value), null);

    public static implicit operator Result(double value) => new(Expressions.Value.Of(value), null);

    public static implicit operator Result(string value) => new(Expressions.Value.Of(value), null);

    public bool Failed([NotNullWhen(true)] out Failure? failure, [NotNullWhen(false)] out Value? value)
    {
        failure = Failure;
        value = Value;
        return failure is not null;
    }
}
