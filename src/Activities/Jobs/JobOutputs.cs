using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.State;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Jobs;

/// <summary>Collects what a job wrote: values inline, everything else into the artifact store.</summary>
/// <param name="artifacts">Where to.</param>
internal sealed class JobOutputs(IArtifactStore artifacts)
{
    /// <summary>Largest JSON value that travels inline, in bytes of UTF-8.</summary>
    public const int InlineBytes = 32 * 1024;

    private const string ModelName = "model";

    /// <summary>Adds every declared output of <paramref name="request"/> that <paramref name="outputs"/> does not hold
    /// yet, and a training's model.</summary>
    /// <exception cref="JobFailedException">One is missing and not optional, or is not of its kind.</exception>
    public async Task CollectAsync(
        JobRequest request, JobFolders folders, Dictionary<string, JsonElement> outputs, CancellationToken cancel)
    {
        foreach (var output in request.Outputs)
        {
            if (!outputs.ContainsKey(output.Name))
                outputs[output.Name] = await CollectAsync(request, output, folders, cancel).ConfigureAwait(false);
        }

        if (request.Type == "training" && !outputs.ContainsKey(ModelName) && HasEntries(folders.Model))
            outputs[ModelName] = await CollectModelAsync(folders, cancel).ConfigureAwait(false);
    }

    /// <summary>Returns the value of a JSON output: inline when it is small, else as an artifact.</summary>
    public async Task<JsonElement> StoreJsonAsync(OutputDefinition output, JsonElement value, CancellationToken cancel)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, PipelineJson.Options);
        if (output.Kind is ArtifactKind.Value or ArtifactKind.Metrics && bytes.Length <= InlineBytes) return value;
        using var content = new MemoryStream(bytes);
        return ArtifactValue.ToJson(
            await artifacts.PutStreamAsync(
            content, output.Kind, FileName(output, ".json"), cancel).ConfigureAwait(false));
    }

    /// <summary>Returns the name that an output's file is given: the last part of its path, with <paramref
    /// name="ending"/> when it has none.</summary>
    public static string FileName(OutputDefinition output, string ending)
    {
        var name = Path.GetFileName(output.Path.TrimEnd('/'));
        if (!PathName.IsPlain(name)) name = PathName.Escape(output.Name);
        return Path.HasExtension(name) ? name : name + ending;
    }

    private async Task<JsonElement> CollectAsync(
        JobRequest request, OutputDefinition output, JobFolders folders, CancellationToken cancel)
    {
        try
        {
            var path = PathName.Confine(folders.OutputData, output.Path);
            var isFolder = Directory.Exists(path);
            if (!isFolder && !File.Exists(path))
            {
                if (request.Type == "training" && output is { Name: ModelName, Kind: ArtifactKind.Model }
                    && HasEntries(folders.Model))
                    return await CollectModelAsync(folders, cancel).ConfigureAwait(false);
                return output.Optional ? JsonSerializer.SerializeToElement<object?>(null)
                    : throw Missing(output, folders);
            }

            return output.Kind switch
            {
                ArtifactKind.Directory when !isFolder =>
                    throw Invalid(output, "it is a file; the step declares a directory"),
                ArtifactKind.Directory or ArtifactKind.Model when isFolder =>
                    ArtifactValue.ToJson(
                        await artifacts.PutDirectoryAsync(
                        path, output.Kind, Path.GetFileName(path), cancel).ConfigureAwait(false)),
                _ when isFolder => throw Invalid(
                    output, "it is a directory; the step declares a file (a path that ends in / declares a directory)"),
                ArtifactKind.Value or ArtifactKind.Metrics =>
                    await CollectJsonAsync(output, path, cancel).ConfigureAwait(false),
                _ => ArtifactValue.ToJson(
                    await artifacts.PutFileAsync(
                    path, output.Kind, Path.GetFileName(path), cancel).ConfigureAwait(false)),
            };
        }
        catch (Exception error) when (error is ArtifactException or PathRefusedException)
        {
            throw new JobFailedException(
                JobErrors.InvalidOutput, $"output '{output.Name}': {error.Message}", inner: error);
        }
    }

    private async Task<JsonElement> CollectJsonAsync(OutputDefinition output, string path, CancellationToken cancel)
    {
        DirectoryWalk.CheckRegularFile(path);
        if (new FileInfo(path).Length > InlineBytes)
            return ArtifactValue.ToJson(
                await artifacts.PutFileAsync(path, output.Kind, Path.GetFileName(path), cancel).ConfigureAwait(false));
        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path, cancel).ConfigureAwait(false));
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw Invalid(output, $"its file '{output.Path}' is not JSON: {error.Message}");
        }
    }

    private async Task<JsonElement> CollectModelAsync(JobFolders folders, CancellationToken cancel)
    {
        try
        {
            return ArtifactValue.ToJson(
                await artifacts.PutDirectoryAsync(
                folders.Model, ArtifactKind.Model, ModelName, cancel).ConfigureAwait(false));
        }
        catch (ArtifactException error)
        {
            throw new JobFailedException(
                JobErrors.InvalidOutput, $"output '{ModelName}': {error.Message}", inner: error);
        }
    }

    private static bool HasEntries(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

    private static JobFailedException Invalid(OutputDefinition output, string reason) =>
        new(JobErrors.InvalidOutput, $"output '{output.Name}': {reason}");

    private static JobFailedException Missing(OutputDefinition output, JobFolders folders)
    {
        var written = Directory.Exists(folders.OutputData)
            ? Directory.EnumerateFileSystemEntries(folders.OutputData, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folders.OutputData, path)).Order(StringComparer.Ordinal).Take(10)
                    .ToList()
            : [];
        var found =
            written.Count == 0 ? "the program wrote nothing there" : $"found there: {string.Join(", ", written)}";
        return new JobFailedException(
            JobErrors.MissingOutput,
            $"output '{output.Name}': '{output.Path}' was not written to the output directory (SM_OUTPUT_DATA_DIR); "
            + $"{found}");
    }
}
