namespace Pipelines.Activities.Jobs;

/// <summary>A program to start.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Arguments">Arguments, without the program.</param>
/// <param name="Folder">Where it is started.</param>
/// <param name="Variables">Its whole environment.</param>
internal sealed record ProgramStart(
    string File, IReadOnlyList<string> Arguments, string Folder, IReadOnlyDictionary<string, string> Variables);
