using System.Collections.Immutable;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>The operators + - * / % and the signs. Integers never wrap: overflow is an error.</summary>
internal static class Arithmetic
{
    public static Result Apply(Meter meter, BinaryOperator which, Value left, Value right) => (left, right) switch
    {
        (Value.Int a, Value.Int b) => Ints(which, a.Number, b.Number),
        (Value.UInt a, Value.UInt b) => UInts(which, a.Number, b.Number),
        (Value.Double a, Value.Double b) when which != BinaryOperator.Modulo => Doubles(which, a.Number, b.Number),
        _ => which switch
        {
            BinaryOperator.Add => Add(meter, left, right),
            BinaryOperator.Subtract => Subtract(left, right),
            _ => Refuse(which, left, right),
        },
    };

    public static Result Negate(Value operand) => operand switch
    {
        Value.Int { Number: long.MinValue } =>
            Failure.Overflow("-(-9223372036854775808) is outside the 64 bits of an int"),
        Value.Int i => -i.Number,
        Value.Double d => -d.Number,
        _ => Failure.NoOverload("-", operand),
    };

    private static Result Refuse(BinaryOperator which, Value left, Value right) =>
        Failure.NoOverload(Parsing.Operators.SignOf(which), left, right);

    private static Result Ints(BinaryOperator which, long a, long b)
    {
        if (b == 0 && which is BinaryOperator.Divide or BinaryOperator.Modulo) return ByZero(which);
        try
        {
            return which switch
            {
                BinaryOperator.Add => checked(a + b),
                BinaryOperator.Subtract => checked(a - b),
                BinaryOperator.Multiply => checked(a * b),
                BinaryOperator.Divide => checked(a / b),
                _ => b == -1 ? 0L : a % b,
            };
        }
        catch (OverflowException)
        {
            return OutOfBits(which, $"{a}", $"{b}", "an int");
        }
    }

    private static Result UInts(BinaryOperator which, ulong a, ulong b)
    {
        if (b == 0 && which is BinaryOperator.Divide or BinaryOperator.Modulo) return ByZero(which);
        var exact = which switch
        {
            BinaryOperator.Add => (UInt128)a + b,
            BinaryOperator.Subtract => (UInt128)a - b,
            BinaryOperator.Multiply => (UInt128)a * b,
            BinaryOperator.Divide => a / b,
            _ => a % b,
        };
        return exact <= ulong.MaxValue ? new Value.UInt((ulong)exact) : OutOfBits(which, $"{a}u", $"{b}u", "a uint");
    }

    private static Failure ByZero(BinaryOperator which) =>
        new(
            ExpressionCodes.DivisionByZero,
            which == BinaryOperator.Divide ? "division by zero" : "remainder of a division by zero");

    private static Failure OutOfBits(BinaryOperator which, string a, string b, string type) =>
        Failure.Overflow($"{a} {Parsing.Operators.SignOf(which)} {b} is outside the 64 bits of {type}");

    private static Result Doubles(BinaryOperator which, double a, double b) => which switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        _ => a / b,
    };

    private static Result Add(Meter meter, Value left, Value right)
    {
        switch (left, right)
        {
            case (Value.Text a, Value.Text b):
                return meter.Reserve((long)a.Content.Length + b.Content.Length) is { } tooLong
                    ? tooLong
                    : a.Content + b.Content;
            case (Value.Bytes a, Value.Bytes b):
                return meter.Reserve((long)a.Content.Length + b.Content.Length) is { } tooMany
                    ? tooMany
                    : new Value.Bytes(a.Content.AddRange(b.Content));
            case (Value.List a, Value.List b):
                if (meter.Charge(a.Items.Length + b.Items.Length) is { } tooCostly) return tooCostly;
                return meter.Bounded(new Value.List(a.Items.AddRange(b.Items)));
            case (Value.Timestamp a, Value.Duration b):
                return Times.Add(a, b.Nanoseconds);
            case (Value.Duration a, Value.Timestamp b):
                return Times.Add(b, a.Nanoseconds);
            case (Value.Duration a, Value.Duration b):
                return Times.Between((Int128)a.Nanoseconds + b.Nanoseconds);
            default:
                return Refuse(BinaryOperator.Add, left, right);
        }
    }

    private static Result Subtract(Value left, Value right) => (left, right) switch
    {
        (Value.Timestamp a, Value.Timestamp b) => Times.Between(Times.Nanoseconds(a) - Times.Nanoseconds(b)),
        (Value.Timestamp a, Value.Duration b) => Times.Add(a, -(Int128)b.Nanoseconds),
        (Value.Duration a, Value.Duration b) => Times.Between((Int128)a.Nanoseconds - b.Nanoseconds),
        _ => Refuse(BinaryOperator.Subtract, left, right),
    };
}
