using System.Reflection;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Diagnostics;

/// <summary>All codes that the source declares.</summary>
internal static class CodesInSource
{
    public static IReadOnlyList<string> Definitions => Of(typeof(DiagnosticCodes));

    public static IReadOnlyList<string> Expressions => Of(typeof(ExpressionCodes));

    private static List<string> Of(Type codes) =>
        [.. codes.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];
}
