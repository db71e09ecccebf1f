namespace Pipelines.Definitions.Reading;

/// <summary>The fields that a map may have.</summary>
/// <param name="Known">Fields that are read.</param>
/// <param name="Later">Fields of the language that this version does not read.</param>
internal sealed record FieldSet(IReadOnlyList<string> Known, IReadOnlyList<string> Later)
{
    public FieldSet(params string[] known)
        : this(known, [])
    {
    }

    public FieldSet And(IEnumerable<string> known, IEnumerable<string> later) => new([.. Known, .. known], [.. Later, .. later]);
}
