using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads what is called: <c>method</c>, <c>url</c>, <c>headers</c>, <c>body</c>.</summary>
internal static class HttpCallReader
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>The fields of a call.</summary>
    public static FieldSet Set { get; } = new(
        new("method", new Shape.Words(Methods), "The method. Default: GET, with a body POST."),
        new("url", Part.Text, "The absolute http or https address.", Required: true),
        new("headers", new Shape.Map(Part.Word, "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}$"), "Header → value."),
        new("body", Part.Value, "Text is sent as it is, all else as JSON."));

    /// <summary>Returns the call; null when it has no address.</summary>
    public static HttpCall? Read(Fields fields, List<ExpressionSite> sites)
    {
        var body = fields.Find("body") is { } content
            ? Values.Read(fields.Bag, content.Value, fields.At("body"), ExpectedValue.Any, sites)
            : (System.Text.Json.JsonElement?)null;
        var method = Method(fields) ?? (body is null ? "GET" : "POST");
        var headers = Values.ReadMap(fields, "headers", ExpectedValue.Word, sites, IsHeader);
        if (fields.Require("url", "for example 'url: https://example.org/hooks'") is not { } url) return null;
        var address = Values.Read(fields.Bag, url.Value, fields.At("url"), ExpectedValue.Text, sites);
        CheckAddress(fields, url.Value);
        return new(method, address) { Headers = headers, Body = body };
    }

    private static string? Method(Fields fields) => fields.Find("method") is null
        ? null
        : fields.Word("method", null, [.. Methods.Select(m => (m, (string?)m))]);

    private static void CheckAddress(Fields fields, YamlNode node)
    {
        if (node is not YamlNode.Scalar scalar) return;
        var hole = scalar.Text.IndexOf("${{", StringComparison.Ordinal);
        if (hole == 0) return;
        // Up to the first expression the address is known; the rest is checked when it is called.
        var known = hole < 0 ? scalar.Text : scalar.Text[..hole];
        var isWeb = known.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || known.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (isWeb && (hole >= 0 || Uri.TryCreate(known, UriKind.Absolute, out _))) return;
        fields.Bag.Error(
            DiagnosticCodes.Address,
            scalar.Span,
            $"{fields.At("url")}: '{Shown.Text(scalar.Text)}' is no address of a web service.",
            "write it whole, as in https://example.org/hooks");
    }

    private static bool IsHeader(DiagnosticBag bag, YamlNode.Scalar key)
    {
        if (key.Text.Length is > 0 and <= 256
            && key.Text.All(
                c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
            return true;
        bag.Error(
            DiagnosticCodes.BadName,
            key.Span,
            $"'{Shown.Text(key.Text)}' is no name for a header: it takes letters, digits and some signs such as '-'.");
        return false;
    }
}
