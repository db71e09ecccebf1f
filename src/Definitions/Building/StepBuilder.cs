using System.Diagnostics.CodeAnalysis;

namespace Pipelines.Definitions.Building;

/// <summary>What every step has.</summary>
/// <typeparam name="T">The step's own builder, which every method returns.</typeparam>
[SuppressMessage("Design", "CA1051", Justification = "No field is visible outside the assembly.")]
public abstract class StepBuilder<T>
    where T : StepBuilder<T>
{
    private readonly List<string> _needs = [];

    private protected StepBuilder(BuilderNode node) => Node = node;

    private protected BuilderNode Node { get; }

    /// <summary>Says what the step is for.</summary>
    public T Description(string text) => Set("description", text);

    /// <summary>Names steps of the same block that must be done first, besides those it reads.</summary>
    public T Needs(params IEnumerable<StepHandle> steps) => NeedsNamed(steps.Select(s => s.Name));

    /// <summary>The same by name.</summary>
    public T NeedsNamed(params IEnumerable<string> steps)
    {
        _needs.AddRange(steps);
        Node.SetWords("needs", _needs);
        return (T)this;
    }

    /// <summary>Skips the step unless the test holds.</summary>
    public T When(Cel test) => Test("when", test);

    /// <summary>Gives the step free words by which it can be selected.</summary>
    public T Tags(params IEnumerable<string> words)
    {
        Node.SetWords("tags", words);
        return (T)this;
    }

    private protected T Set(string field, PipelineValue value)
    {
        Node.Set(field, value);
        return (T)this;
    }

    private protected T Test(string field, Cel test)
    {
        ArgumentNullException.ThrowIfNull(test);
        Node.SetExpression(field, test);
        return (T)this;
    }

    private protected T Put(string map, string name, PipelineValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        Node.Child(map).Add(name, value);
        return (T)this;
    }
}
