using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Yaml;

/// <summary>A piece of a YAML text with its place.</summary>
internal abstract record YamlNode
{
    private YamlNode(SourceText source, int start, int end) => (Source, Start, End) = (source, start, end);

    public SourceText Source { get; }

    /// <summary>Index of the first unit in the text.</summary>
    public int Start { get; }

    /// <summary>Index behind the last unit; for maps and lists behind their first unit.</summary>
    public int End { get; }

    public SourceSpan Span => Source.Span(Start, End - Start);

    /// <summary>What the node is, for messages: <c>a map</c>, <c>text</c>, …</summary>
    public abstract string Kind { get; }

    /// <summary>Text, number, true, false or null, as it was written.</summary>
    internal sealed record Scalar(SourceText Source, int Start, int End, string Text, ScalarForm Form)
        : YamlNode(Source, Start, End)
    {
        /// <summary>What the text stands for by YAML's core rules; quoted text and blocks are always text.</summary>
        public CoreValue Value => Form == ScalarForm.Plain ? CoreValue.Of(Text) : new CoreValue.Words(Text);

        public override string Kind => Value.Kind;

        /// <summary>Returns the place of a stretch of <see cref="Text"/>, however the scalar is quoted or
        /// folded.</summary>
        public SourceSpan SpanOf(int offset, int length) => ScalarPlaces.SpanOf(this, offset, length);
    }

    internal sealed record Sequence(SourceText Source, int Start, IReadOnlyList<YamlNode> Items)
        : YamlNode(Source, Start, Start + 1)
    {
        public override string Kind => "a list";
    }

    /// <summary>A map; keys that stood twice are kept once, the first.</summary>
    internal sealed record Mapping(SourceText Source, int Start, IReadOnlyList<YamlEntry> Entries)
        : YamlNode(Source, Start, Start + 1)
    {
        public override string Kind => "a map";

        /// <summary>Returns the entry with this key; null when there is none. Goes through all: for small
        /// maps.</summary>
        public YamlEntry? Find(string key)
        {
            foreach (var entry in Entries)
            {
                if (entry.Name == key) return entry;
            }

            return null;
        }
    }
}
