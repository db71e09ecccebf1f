namespace Pipelines.Definitions.Reading;

/// <summary>What a block is to the step that holds it.</summary>
internal enum BlockKind
{
    /// <summary>The pipeline's own, a branch, or any other whose outputs are those of the step.</summary>
    Plain,

    /// <summary>What <c>catch</c> and <c>finally</c> guard.</summary>
    Guarded,

    Catch,

    Finally,

    /// <summary>No block of the text: only a place where other names can be seen.</summary>
    Place,
}
