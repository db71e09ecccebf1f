using System.Text;
using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Jobs;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Components;

/// <summary>Stores what a component returned as the outputs that its step declares.</summary>
/// <param name="artifacts">Where to.</param>
internal sealed class ComponentOutputs(IArtifactStore artifacts)
{
    private static readonly OutputDefinition Model = new("model", "model", ArtifactKind.Model);
    private readonly JobOutputs _files = new(artifacts);

    /// <summary>Returns the outputs: parts of the result by name, or the whole result as the only output; the rest is
    /// collected from files.</summary>
    /// <exception cref="JobFailedException">One is missing, or its value does not fit its kind.</exception>
    public async Task<IReadOnlyDictionary<string, JsonElement>> StoreAsync(
        ComponentMethod method, ComponentContext context, object? result)
    {
        var request = context.Request;
        var outputs = new Dictionary<string, JsonElement>();
        var declared = request.Type == "training" && request.Outputs.All(output => output.Name != Model.Name)
            && (method.Result.Has(Model.Name) || (request.Outputs.Count == 0 && result is not null))
            ? [.. request.Outputs, Model]
            : request.Outputs;
        var named = false;
        foreach (var output in declared)
        {
            var name = ComponentName.Normalize(output.Name);
            if (result is null || !method.Result.Has(name)) continue;
            named = true;
            if (method.Result.Read(result, name) is { } part)
                outputs[output.Name] = await StoreAsync(output, part, context.CancellationToken).ConfigureAwait(false);
        }

        if (!named && declared.Count == 1 && result is not null)
            outputs[declared[0].Name] =
                await StoreAsync(declared[0], result, context.CancellationToken).ConfigureAwait(false);
        await _files.CollectAsync(request, context.Folders, outputs, context.CancellationToken).ConfigureAwait(false);
        return outputs;
    }

    private async Task<JsonElement> StoreAsync(OutputDefinition output, object value, CancellationToken cancel)
    {
        try
        {
            return await StoreContentAsync(output, value, cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (
            error is ArtifactException or JsonException or NotSupportedException or ArgumentException)
        {
            throw new JobFailedException(
                JobErrors.InvalidOutput, $"output '{output.Name}': {error.Message}", nonRetryable: true, error);
        }
    }

    private async Task<JsonElement> StoreContentAsync(OutputDefinition output, object value, CancellationToken cancel)
    {
        switch (value)
        {
            case ArtifactReference artifact:
                return ArtifactValue.ToJson(artifact);
            case Table table:
                var text = new StringBuilder();
                using (var writer = new StringWriter(text)) table.Write(writer);
                return await StoreBytesAsync(
                    output, Encoding.UTF8.GetBytes(text.ToString()), ".csv", cancel).ConfigureAwait(false);
            case Stream stream:
                await using (stream.ConfigureAwait(false))
                    return ArtifactValue.ToJson(
                        await artifacts.PutStreamAsync(
                        stream, output.Kind, JobOutputs.FileName(output, ""), cancel).ConfigureAwait(false));
            case byte[] bytes:
                return await StoreBytesAsync(output, bytes, "", cancel).ConfigureAwait(false);
            case FileInfo file:
                return ArtifactValue.ToJson(
                    await artifacts.PutFileAsync(file.FullName, output.Kind, file.Name, cancel).ConfigureAwait(false));
            case DirectoryInfo folder:
                return ArtifactValue.ToJson(
                    await artifacts.PutDirectoryAsync(
                    folder.FullName, output.Kind, folder.Name, cancel).ConfigureAwait(false));
            case string line when output.Kind is not (ArtifactKind.Value or ArtifactKind.Metrics):
                return await StoreBytesAsync(output, Encoding.UTF8.GetBytes(line), "", cancel).ConfigureAwait(false);
        }

        if (output.Kind is ArtifactKind.Table or ArtifactKind.Array or ArtifactKind.Directory)
            throw new ArgumentException($"a {value.GetType().Name} was returned, the step declares a "
                + $"{output.Kind.ToString().ToLowerInvariant()} ('{output.Path}')");
        return await _files.StoreJsonAsync(
            output, JsonSerializer.SerializeToElement(value, value.GetType(), PipelineJson.Options), cancel)
            .ConfigureAwait(false);
    }

    private async Task<JsonElement> StoreBytesAsync(
        OutputDefinition output, byte[] bytes, string ending, CancellationToken cancel)
    {
        using var content = new MemoryStream(bytes);
        return ArtifactValue.ToJson(
            await artifacts.PutStreamAsync(
            content, output.Kind, JobOutputs.FileName(output, ending), cancel).ConfigureAwait(false));
    }
}
