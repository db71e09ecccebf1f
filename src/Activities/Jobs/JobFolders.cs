using Pipelines.Activities.State;

namespace Pipelines.Activities.Jobs;

/// <summary>The working folder of one attempt, laid out as a SageMaker container's <c>/opt/ml</c>. Folders are made
/// when asked for.</summary>
/// <param name="root">The attempt's folder, absolute.</param>
internal sealed class JobFolders(string root)
{
    public string Root { get; } = root;

    public string Input => Path.Combine(Root, "input");

    public string InputConfig => Path.Combine(Root, "input", "config");

    public string InputData => Path.Combine(Root, "input", "data");

    public string Model => Path.Combine(Root, "model");

    public string Output => Path.Combine(Root, "output");

    public string OutputData => Path.Combine(Root, "output", "data");

    public string OutputIntermediate => Path.Combine(Root, "output", "intermediate");

    public string Failure => Path.Combine(Root, "output", "failure");

    public string Temporary => Path.Combine(Root, "tmp");

    public string Channel(string name) => Path.Combine(InputData, name);

    /// <summary>Makes all folders, empty: what an attempt of the same number left is removed.</summary>
    public void MakeAll()
    {
        Remove();
        foreach (var folder in (string[])[InputConfig, InputData, Model, OutputData, OutputIntermediate, Temporary])
            StateLayout.CreateFolder(folder);
    }

    /// <summary>Removes everything.</summary>
    public void Remove()
    {
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }
}
