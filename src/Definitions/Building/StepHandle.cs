namespace Pipelines.Definitions.Building;

/// <summary>A step that was added: what others read of it. Immutable.</summary>
public sealed class StepHandle
{
    internal StepHandle(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How it went, as text such as <c>Succeeded</c>.</summary>
    public Cel Status => Cel.Step(Name).Field("status");

    /// <summary>Why it failed: <c>type</c> and <c>message</c>; null when it did not.</summary>
    public Cel Error => Cel.Step(Name).Field("error");

    /// <summary>Attempts made.</summary>
    public Cel Attempts => Cel.Step(Name).Field("attempts");

    /// <summary>Returns an output.</summary>
    public Cel Output(string name) => Cel.Step(Name).Field("outputs").Field(name);

    /// <summary>Returns a metric.</summary>
    public Cel Metric(string name) => Cel.Step(Name).Field("metrics").Field(name);
}
