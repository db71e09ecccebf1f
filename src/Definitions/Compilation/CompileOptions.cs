using Pipelines.Definitions.Building;

namespace Pipelines.Definitions.Compilation;

/// <summary>What a compilation may know besides the text.</summary>
public sealed record CompileOptions
{
    /// <summary>
    /// The files beside the text: those that parameters name are looked for, those of embedded pipelines are read. Null
    /// (the default) means that nothing is looked for and that no other pipeline can be embedded.
    /// </summary>
    public IProjectFiles? Files { get; init; }

    /// <summary>Pipelines that are at hand already, by the word that stands for their file.</summary>
    internal IReadOnlyDictionary<string, BuiltSource>? Built { get; init; }
}
