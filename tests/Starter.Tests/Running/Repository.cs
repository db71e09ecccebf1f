namespace Pipelines.Starter.Tests.Running;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Sample(string name) => Path.Combine(Root, "samples", name, "pipeline.yaml");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pipelines.sln"))) folder =
            folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the checkout.");
    }
}
