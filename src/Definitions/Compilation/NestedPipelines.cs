using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Compilation;

/// <summary>The other pipelines that a text embeds. Each file is compiled once. Used by one thread.</summary>
internal sealed class NestedPipelines
{
    private readonly CompileOptions _options;
    private readonly string _folder;
    private readonly Dictionary<string, NestedPipeline?> _read = new(StringComparer.Ordinal);
    private readonly List<string> _open;
    private readonly List<SourceText> _sources;

    /// <param name="source">The outermost text; its folder is the project's.</param>
    /// <param name="options">The files, and what was built.</param>
    public NestedPipelines(SourceText source, CompileOptions options)
    {
        _options = options;
        var name = source.File.LastIndexOfAny(['/', '\\']) + 1;
        _folder = source.File[..name];
        _open = [source.File[name..]];
        _sources = [source];
    }

    public ReadingBudget Budget { get; } = new();

    public IReadOnlyList<SourceText> Sources => _sources;

    /// <summary>Returns the pipeline in a file; null when it is not there or has faults, which are reported.</summary>
    public NestedPipeline? Load(DiagnosticBag bag, YamlNode at, string where, string path)
    {
        if (_options.Built?.GetValueOrDefault(path) is { } built)
            return BuiltPipeline.Of(built.Definition) with { File = built.File };
        if (ProjectPath.Resolve(_open[^1], path, out var reason) is not { } file)
        {
            Refuse(bag, at, where, path, reason);
            return null;
        }

        if (_open.Contains(file))
        {
            var circle = string.Join(" → ", _open.SkipWhile(f => f != file).Append(file).TakeLast(20));
            bag.Error(
                DiagnosticCodes.PipelineCycle,
                at.Span,
                $"{where}: these files embed each other and have no end: {circle}.",
                "remove one of the steps; a loop repeats a pipeline");
            return null;
        }

        if (!_read.TryGetValue(file, out var nested)) _read.Add(file, nested = Compile(bag, at, where, file));
        if (nested is null) return null;
        if (Budget.Take(nested.Weight)) return nested with { File = path };
        bag.Error(
            DiagnosticCodes.TooLarge,
            at.Span,
            $"{where}: with all templates and files the definition has more than {ReadingBudget.Most:N0} characters.",
            "loop over items instead of repeating large pipelines");
        return null;
    }

    private NestedPipeline? Compile(DiagnosticBag outer, YamlNode at, string where, string file)
    {
        if (_open.Count > BlockReader.MostDeep)
        {
            outer.Error(
                DiagnosticCodes.TooLarge, at.Span, $"{where}: files stand more than {BlockReader.MostDeep} deep.");
            return null;
        }

        switch (_options.Files?.Read(file))
        {
            case null:
                Refuse(outer, at, where, file, "cannot be read: no files are known here");
                return null;
            case ProjectText.Missing missing:
                Refuse(outer, at, where, file, missing.Reason);
                return null;
            case ProjectText.Found found:
                var source = new SourceText(_folder + file, found.Text);
                _sources.Add(source);
                return Compile(outer, source, file);
            default:
                throw new InvalidOperationException("A project's text is there or not.");
        }
    }

    private NestedPipeline? Compile(DiagnosticBag outer, SourceText source, string file)
    {
        var bag = new DiagnosticBag(source);
        var before = Budget.Used;
        _open.Add(file);
        var compiled = PipelineCompiler.Compile(bag, this, files: null);
        _open.RemoveAt(_open.Count - 1);
        outer.Include(bag.ToList());
        return compiled is null || bag.HasErrors
            ? null
            : compiled with { Weight = source.Text.Length + (Budget.Used - before) };
    }

    private static void Refuse(DiagnosticBag bag, YamlNode at, string where, string path, string reason) =>
        bag.Error(
            DiagnosticCodes.PipelineFile,
            at.Span,
            $"{where}: '{Shown.Text(path)}' {reason}.",
            "name a file in or below the folder of the outermost pipeline");
}
