using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.State;

namespace Pipelines.Activities.Jobs;

/// <summary>Lays inputs out as channels: a folder each, under <c>input/data</c>.</summary>
/// <param name="artifacts">Where artifacts are copied from.</param>
internal sealed class JobInputs(IArtifactStore artifacts)
{
    /// <summary>Makes the channel of every input. A file lies in it under its name, a directory's content lies in it
    /// directly, a value is <c>value.json</c>.</summary>
    /// <exception cref="JobFailedException">A channel's name is no plain name, or an artifact is missing or
    /// corrupted.</exception>
    public async Task<IReadOnlyList<JobInput>> LayOutAsync(
        IReadOnlyDictionary<string, JsonElement> inputs, JobFolders folders, CancellationToken cancel)
    {
        var laidOut = new List<JobInput>(inputs.Count);
        foreach (var (name, value) in inputs.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (!PathName.IsPlain(name))
                throw new JobFailedException(JobErrors.BadInput,
                    $"input '{name}' cannot be a channel's name; it must be a plain file name", nonRetryable: true);
            var channel = folders.Channel(name);
            StateLayout.CreateFolder(channel);
            try
            {
                laidOut.Add(
                    new JobInput(name, channel, await LayOutAsync(value, channel, cancel).ConfigureAwait(false)));
            }
            catch (ArtifactException error)
            {
                throw JobFailedException.From(error, $"input '{name}'");
            }
        }

        return laidOut;
    }

    private async Task<string?> LayOutAsync(JsonElement value, string channel, CancellationToken cancel)
    {
        if (ArtifactValue.Read(value) is { } artifact)
        {
            var target = artifacts.IsDirectory(artifact) ? channel : Path.Combine(channel, artifact.Name);
            await artifacts.MaterializeAsync(artifact, target, cancel).ConfigureAwait(false);
            return target;
        }

        var node = await WithPathsAsync(value, channel, "", cancel).ConfigureAwait(false);
        var text = node?.ToJsonString() ?? "null";
        await File.WriteAllTextAsync(Path.Combine(channel, "value.json"), text, cancel).ConfigureAwait(false);
        using var parsed = JsonDocument.Parse(text);
        return JobInput.TextOf(parsed.RootElement);
    }

    /// <summary>Copies artifacts inside a list or map into the channel and puts their paths, relative to the channel,
    /// in their place.</summary>
    private async Task<JsonNode?> WithPathsAsync(
        JsonElement value, string channel, string place, CancellationToken cancel)
    {
        if (ArtifactValue.Read(value) is { } artifact)
        {
            var folder = place.Length == 0 ? channel : PathName.Confine(channel, place);
            var target = artifacts.IsDirectory(artifact) ? folder : Path.Combine(folder, artifact.Name);
            await artifacts.MaterializeAsync(artifact, target, cancel).ConfigureAwait(false);
            return JsonValue.Create(Path.GetRelativePath(channel, target));
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                var list = new JsonArray();
                foreach (var item in value.EnumerateArray())
                    list.Add(
                        await WithPathsAsync(item, channel,
                        Below(place, list.Count.ToString(CultureInfo.InvariantCulture)), cancel).ConfigureAwait(false));
                return list;
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var entry in value.EnumerateObject())
                    map[entry.Name] = await WithPathsAsync(
                        entry.Value, channel, Below(place, PathName.Escape(entry.Name.Length == 0 ? "_" : entry.Name)),
                        cancel).ConfigureAwait(false);
                return map;
            case JsonValueKind.Undefined:
                return null;
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }

    private static string Below(string place, string name) => place.Length == 0 ? name : $"{place}/{name}";
}
