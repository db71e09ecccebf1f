namespace Pipelines.Definitions.Reading.Steps;

/// <summary>The step types of the language.</summary>
internal static class StepTypes
{
    private static readonly StepReader[] Readers =
        [new JobReader(), new RegisterReader(), new ConditionReader(), new FailReader()];

    /// <summary>Types that are read.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Readers.SelectMany(r => r.Types)];

    /// <summary>Types of the language that this version does not read.</summary>
    public static IReadOnlyList<string> Later { get; } =
    [
        "tuning", "quality", "deploy", "loop", "foreach", "group", "pipeline", "approval", "callback", "http", "wait",
    ];

    /// <summary>Returns the reader of a type; null when there is none.</summary>
    public static StepReader? Find(string type) => Array.Find(Readers, r => r.Types.Contains(type));
}
