namespace Pipelines.Definitions.Building;

/// <summary>A <c>register</c> step.</summary>
public sealed class RegisterBuilder : WorkStepBuilder<RegisterBuilder>
{
    internal RegisterBuilder(BuilderNode node)
        : base(node)
    {
    }

    /// <summary>Says what is registered, and in which group.</summary>
    public RegisterBuilder Model(PipelineValue group, PipelineValue model) => Set("group", group).Set("model", model);

    /// <summary>Says how the version stands: <c>pending</c> (the default), <c>approved</c> or
    /// <c>rejected</c>.</summary>
    public RegisterBuilder Approval(PipelineValue word) => Set("approval", word);

    /// <summary>Adds a metric that is stored with the version.</summary>
    public RegisterBuilder Metric(string name, PipelineValue value) => Put("metrics", name, value);

    /// <summary>Adds a sentence that is stored with the version.</summary>
    public RegisterBuilder Note(PipelineValue text) => Set("note", text);
}
