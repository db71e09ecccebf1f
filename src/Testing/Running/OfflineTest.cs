using System.Collections.Frozen;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Testing.Fakes;

namespace Pipelines.Testing.Running;

/// <summary>
/// Runs a pipeline without its programs: the interpreter is the real one, steps are fake, and time is skipped.
/// Immutable: every method returns a new test.
/// </summary>
/// <param name="Definition">The pipeline.</param>
public sealed record OfflineTest(PipelineDefinition Definition)
{
    /// <summary>Parameter name → value; those that are not here take their defaults.</summary>
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>What <c>env.NAME</c> is.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>How steps behave. Of several that name a step the most exact counts, of equal ones the first.</summary>
    public IReadOnlyList<FakeStep> Steps { get; init; } = [];

    /// <summary>The virtual time of the start. Default: 2026-01-01T00:00:00Z.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Virtual time after which somebody stops the execution; null means that nobody does.</summary>
    public TimeSpan? StopAfter { get; init; }

    /// <summary>Gives a parameter its value.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Anything that JSON can hold; for a file or directory its name.</param>
    public OfflineTest With(string name, object? value) => this with
    {
        Parameters = new Dictionary<string, JsonElement>(Parameters, StringComparer.Ordinal)
        {
            [name] = JsonSerializer.SerializeToElement(value, PipelineJson.Options),
        },
    };

    /// <summary>Says what the calls of steps come to, one after the other.</summary>
    /// <param name="pattern">As in <see cref="StepPattern"/>.</param>
    /// <param name="results">The last is that of all further calls too.</param>
    public OfflineTest Fake(string pattern, params IReadOnlyList<FakeResult> results) =>
        this with { Steps = [.. Steps, new FakeStep(new StepPattern(pattern)) { Results = results }] };

    /// <summary>Says what is answered when steps wait.</summary>
    /// <param name="pattern">As in <see cref="StepPattern"/>.</param>
    /// <param name="answers">In the order of the waits.</param>
    public OfflineTest Answer(string pattern, params IReadOnlyList<FakeAnswer> answers) =>
        this with { Steps = [.. Steps, new FakeStep(new StepPattern(pattern)) { Answers = answers }] };

    /// <summary>Runs to the end, or to where nothing more can happen.</summary>
    /// <exception cref="ArgumentException">A parameter has no value, or there is none of a name that was given
    /// one.</exception>
    /// <exception cref="InvalidOperationException">The execution had a million events and did not end.</exception>
    public OfflineRun Run() => new VirtualRun(this).ToEnd();

    /// <summary>The workflow's input.</summary>
    internal PipelineRun Input()
    {
        if (Parameters.Keys.FirstOrDefault(
            name => Definition.Parameters.All(parameter => parameter.Name != name)) is { } unknown)
            throw new ArgumentException($"The pipeline has no parameter '{unknown}'.");
        return new PipelineRun
        {
            Definition = Definition,
            Context = new PipelineContext
            {
                Pipeline = Definition.Name,
                Version = Definition.Digest,
                ExecutionId = "test",
            },
            Parameters = Definition.Parameters.ToDictionary(
                parameter => parameter.Name, ValueOf, StringComparer.Ordinal),
            Env = Env,
            Limits = new RunLimits { ChunkItems = int.MaxValue }, // no children, which would have states of their own
        };
    }

    private JsonElement ValueOf(ParameterDefinition parameter)
    {
        var value = Parameters.TryGetValue(parameter.Name, out var given) ? given
            : parameter.Default
                ?? throw new ArgumentException($"Parameter '{parameter.Name}' has no default and was given no value.");
        if (value.ValueKind != JsonValueKind.String) return value;
        return parameter.Type switch
        {
            ParameterType.File => FakeArtifact.Of(ArtifactKind.File, value.GetString()!),
            ParameterType.Directory => FakeArtifact.Of(ArtifactKind.Directory, value.GetString()!),
            _ => value,
        };
    }
}
