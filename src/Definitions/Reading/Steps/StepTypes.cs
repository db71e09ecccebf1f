namespace Pipelines.Definitions.Reading.Steps;

/// <summary>The step types of the language.</summary>
internal static class StepTypes
{
    /// <summary>The readers of all types that are read.</summary>
    public static IReadOnlyList<StepReader> Readers { get; } =
    [
        new JobReader(), new RegisterReader(), new ConditionReader(), new LoopReader(), new ForEachReader(),
        new GroupReader(), new NestedReader(), new ApprovalReader(), new CallbackReader(), new HttpReader(),
        new WaitReader(), new FailReader(),
    ];

    /// <summary>Types that are read.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Readers.SelectMany(r => r.Types)];

    /// <summary>Types of the language that this version does not read.</summary>
    public static IReadOnlyList<string> Later { get; } = ["tuning", "quality", "deploy"];

    /// <summary>Returns the reader of a type; null when there is none.</summary>
    public static StepReader? Find(string type) => Readers.FirstOrDefault(r => r.Types.Contains(type));
}
