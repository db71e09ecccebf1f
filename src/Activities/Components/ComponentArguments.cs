using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Jobs;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Components;

/// <summary>Makes the arguments of a component's method from a step's inputs and hyperparameters.</summary>
/// <param name="artifacts">Where artifacts are read from.</param>
internal sealed class ComponentArguments(IArtifactStore artifacts)
{
    /// <summary>Returns an argument for every parameter. Streams among them are the caller's to dispose.</summary>
    /// <exception cref="JobFailedException">Something is missing, unknown, given twice, or of another type.</exception>
    public ValueTask<object?[]> BindAsync(ComponentMethod method, ComponentContext context)
    {
        CheckUnknown(method, context.Request);
        var parameters = method.Parameters;
        if (parameters.Count == 0) return ValueTask.FromResult<object?[]>([]);
        return BindAllAsync(method, context);
    }

    private async ValueTask<object?[]> BindAllAsync(ComponentMethod method, ComponentContext context)
    {
        var arguments = new object?[method.Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = await BindAsync(method, method.Parameters[i], context).ConfigureAwait(false);
        return arguments;
    }

    private async ValueTask<object?> BindAsync(
        ComponentMethod method, ComponentParameter parameter, ComponentContext context)
    {
        if (parameter.Type == typeof(ComponentContext)) return context;
        if (parameter.Type == typeof(PipelineContext)) return context.Pipeline;
        if (parameter.Type == typeof(CancellationToken)) return context.CancellationToken;

        var isHyperparameter = ComponentName.TryFind(
            context.Request.Hyperparameters, parameter.Normalized, out var name, out var value);
        if (ComponentName.TryFind(context.Request.Inputs, parameter.Normalized, out var input, out var inputValue))
        {
            if (isHyperparameter)
                throw Bad(method, $"'{parameter.Name}' is given twice, as an input and as a hyperparameter");
            (name, value) = (input, inputValue);
        }
        else if (!isHyperparameter)
        {
            if (parameter.IsOptional) return parameter.Default;
            throw Bad(method, $"'{parameter.Name}' is missing; give it as an input or hyperparameter");
        }

        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return parameter.IsOptional ? parameter.Default
                : throw Bad(method, $"'{parameter.Name}' is null; it needs a value");
        try
        {
            return ArtifactValue.Read(value) is { } artifact
                ? await ReadAsync(artifact, name, parameter, context).ConfigureAwait(false)
                : Convert(value, parameter.Type);
        }
        catch (ArtifactException error)
        {
            throw JobFailedException.From(error, $"component '{method.Name}': '{parameter.Name}'");
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            throw Bad(method,
                $"'{parameter.Name}' takes {Describe(parameter.Type)}; {Shorten(value)} is none: {error.Message}");
        }
    }

    private async Task<object?> ReadAsync(
        ArtifactReference artifact, string input, ComponentParameter parameter, ComponentContext context)
    {
        var cancel = context.CancellationToken;
        var type = parameter.Type;
        if (type == typeof(ArtifactReference)) return artifact;
        if (type == typeof(JsonElement) && artifact.Kind is ArtifactKind.Directory)
            return ArtifactValue.ToJson(artifact);
        if (type == typeof(FileInfo) || type == typeof(DirectoryInfo) || type == typeof(string))
            return await MaterializeAsync(artifact, input, type, context).ConfigureAwait(false);

        var file =
            artifacts.IsDirectory(artifact) ? await OnlyFileAsync(artifact, cancel).ConfigureAwait(false) : artifact;
        var content = await artifacts.OpenAsync(file, cancel).ConfigureAwait(false);
        if (type == typeof(Stream)) return content;
        await using (content.ConfigureAwait(false))
        {
            if (type == typeof(Table))
            {
                using var reader = new StreamReader(content, Encoding.UTF8);
                return Table.Read(reader);
            }

            if (type == typeof(byte[]))
            {
                var bytes = new byte[content.Length];
                await content.ReadExactlyAsync(bytes, cancel).ConfigureAwait(false);
                return bytes;
            }

            return await JsonSerializer.DeserializeAsync(
                content, type, PipelineJson.Options, cancel).ConfigureAwait(false)
                ?? throw new FormatException("it holds null");
        }
    }

    private async Task<object> MaterializeAsync(
        ArtifactReference artifact, string input, Type type, ComponentContext context)
    {
        var isFolder = artifacts.IsDirectory(artifact);
        if (isFolder && type == typeof(FileInfo)) throw new FormatException("the artifact is a directory");
        if (!isFolder && type == typeof(DirectoryInfo)) throw new FormatException("the artifact is a file");
        var channel = context.InputFolder(input);
        var path = isFolder ? channel : Path.Combine(channel, artifact.Name);
        await artifacts.MaterializeAsync(artifact, path, context.CancellationToken).ConfigureAwait(false);
        return type == typeof(string) ? path : isFolder ? new DirectoryInfo(path) : new FileInfo(path);
    }

    /// <summary>A program's model is a directory; a component that takes a value from it reads the one file there, or
    /// <c>model.json</c>.</summary>
    private async Task<ArtifactReference> OnlyFileAsync(ArtifactReference folder, CancellationToken cancel)
    {
        var files = (await artifacts.ReadManifestAsync(folder, cancel).ConfigureAwait(false)).Entries.Where(
            entry => entry.Digest is not null).ToList();
        var file = files.Count == 1 ? files[0] : files.FirstOrDefault(entry => entry.Path == "model.json")
            ?? throw new FormatException($"the directory holds {files.Count} files and none is called model.json");
        return new ArtifactReference(file.Digest!, ArtifactKind.File, Path.GetFileName(file.Path), file.Size);
    }

    /// <summary>Returns a JSON value as a type. A whole number written as 3.0 is taken as an integer, since
    /// expressions compute in doubles.</summary>
    private static object? Convert(JsonElement value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(JsonElement)) return value;
        if (type == typeof(double)) return value.GetDouble();
        if (type == typeof(string)) return value.ValueKind == JsonValueKind.String ? value.GetString()
            : throw new FormatException("it is no text");
        if (type == typeof(bool)) return value.GetBoolean();
        if (type == typeof(int)) return value.TryGetInt32(out var number) ? number : checked((int)Whole(value));
        if (type == typeof(long)) return value.TryGetInt64(out var number) ? number : checked((long)Whole(value));
        if (type == typeof(Stream) || type == typeof(FileInfo) || type == typeof(DirectoryInfo)
            || type == typeof(Table) || type == typeof(ArtifactReference))
            throw new FormatException("it is a value, not an artifact");
        return value.Deserialize(type, PipelineJson.Options);
    }

    private static double Whole(JsonElement value) =>
        value.GetDouble() is var number && double.IsInteger(number) ? number
            : throw new FormatException("it is no whole number");

    private static void CheckUnknown(ComponentMethod method, JobRequest request)
    {
        if (request.Inputs.Count + request.Hyperparameters.Count == 0) return;

        // A method that takes nothing but the context reads what it likes from there.
        if (method.Parameters.All(parameter => parameter.IsSpecial)
            && method.Parameters.Any(parameter => parameter.Type == typeof(ComponentContext))) return;
        foreach (var name in request.Inputs.Keys.Concat(request.Hyperparameters.Keys)) CheckKnown(method, name);
    }

    private static void CheckKnown(ComponentMethod method, string name)
    {
        var normalized = ComponentName.Normalize(name);
        if (method.Parameters.Any(parameter => !parameter.IsSpecial && parameter.Normalized == normalized)) return;
        var takes = string.Join(
            ", ", method.Parameters.Where(parameter => !parameter.IsSpecial).Select(parameter => parameter.Name));
        throw Bad(method, $"it has no '{name}'; it takes {(takes.Length == 0 ? "nothing" : takes)}");
    }

    private static string Describe(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(int) || t == typeof(long) => "a whole number",
        var t when t == typeof(double) || t == typeof(float) || t == typeof(decimal) => "a number",
        var t when t == typeof(string) => "text",
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(Table) => "a table (CSV)",
        var t => string.Create(CultureInfo.InvariantCulture, $"a {t.Name}"),
    };

    private static string Shorten(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 100 ? text : text[..100] + "…";
    }

    private static JobFailedException Bad(ComponentMethod method, string reason) =>
        new(JobErrors.BadInput, $"component '{method.Name}': {reason}", nonRetryable: true);
}
