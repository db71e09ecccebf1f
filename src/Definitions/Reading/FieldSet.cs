namespace Pipelines.Definitions.Reading;

/// <summary>The fields that a map may have.</summary>
internal sealed class FieldSet(params IReadOnlyList<Field> fields)
{

    /// <summary>Fields that are read.</summary>
    public IReadOnlyList<Field> All { get; } = fields;

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Known { get; } = [.. fields.Select(f => f.Name)];

    /// <summary>Fields of the language that this version does not read.</summary>
    public IReadOnlyList<string> Later { get; private init; } = [];

    public FieldSet And(params IReadOnlyList<Field> more) => new([.. All, .. more]) { Later = Later };

    /// <summary>Returns the same fields, with more that are not read yet.</summary>
    public FieldSet NotYet(params IReadOnlyList<string> more) => new(All) { Later = [.. Later, .. more] };

    public FieldSet Without(params IReadOnlyList<string> names) => new([.. All.Where(f => !names.Contains(f.Name))])
    {
        Later = [.. Later.Where(n => !names.Contains(n))],
    };
}
