using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Checks what an expression reads from the loop around it. Other names behind <c>loop</c> are left to the
/// types.</summary>
internal static class LoopReference
{
    public static void Check(DiagnosticBag bag, ExpressionSite site, Reference reference, BlockDraft scope)
    {
        if (scope.Nearest(b => b.Loop is not null || b.Item is not null) is null)
        {
            bag.Error(
                DiagnosticCodes.NoLoop,
                ReferencePlace.Of(site, reference, part: -1),
                $"{site.Where}: nothing is repeated around this place, so there is no 'loop'.",
                "it can be read inside a loop or a foreach; from outside read the outputs of the step");
            return;
        }

        if (reference.Path is not ["state" or "previous", ..]) return;
        if (scope.Nearest(b => b.Loop is not null)?.Loop is not { } loop)
        {
            bag.Error(
                DiagnosticCodes.NoLoop,
                ReferencePlace.Of(site, reference, part: 0),
                $"{site.Where}: the items of a foreach do not follow each other, so there is no '{reference.Path[0]}'.",
                "use a loop, or loop.index");
            return;
        }

        if (reference.Path is not ["previous", var name, ..] || loop.Round.Outputs.Exists(o => o.Name == name)) return;
        bag.Error(
            DiagnosticCodes.UnknownOutput,
            ReferencePlace.Of(site, reference, part: 1),
            $"{site.Where}: the loop has no output '{Shown.Text(name)}', so the round before gave none.",
            loop.Round.Outputs.Count == 0
                ? "give the loop 'outputs'"
                : bag.Suggest(name, loop.Round.Outputs.Select(o => o.Name)));
    }
}
