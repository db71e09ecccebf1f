namespace Pipelines.Definitions.Compilation;

/// <summary>A file of a project, or why it cannot be read.</summary>
public abstract record ProjectText
{
    private ProjectText()
    {
    }

    /// <summary>The whole text.</summary>
    public sealed record Found(string Text) : ProjectText;

    /// <summary>The file cannot be read.</summary>
    /// <param name="Reason">The rest of a sentence that begins with the path, such as <c>is not there</c>.</param>
    public sealed record Missing(string Reason) : ProjectText;
}
