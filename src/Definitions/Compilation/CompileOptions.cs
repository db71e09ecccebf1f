namespace Pipelines.Definitions.Compilation;

/// <summary>What a compilation may know besides the text.</summary>
public sealed record CompileOptions
{
    /// <summary>Tells whether files that the text names are there; null (the default) means that this is not checked.</summary>
    public IProjectFiles? Files { get; init; }
}
