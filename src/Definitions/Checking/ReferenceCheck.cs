using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Checks what an expression reads, and notes the dependencies that follow from it.</summary>
internal sealed class ReferenceCheck(
    DiagnosticBag bag, ParameterUse parameters, IReadOnlyDictionary<string, StepDraft> anywhere)
{
    private static readonly string[] Members = ["outputs", "metrics", "status", "error", "attempts"];

    /// <summary>Checks all references of one place.</summary>
    /// <param name="site">The place.</param>
    /// <param name="scope">The block in which it is evaluated.</param>
    /// <param name="reader">The step that it belongs to; null for an output of the block.</param>
    public void Check(ExpressionSite site, BlockDraft scope, StepDraft? reader)
    {
        foreach (var reference in site.References)
        {
            switch (reference.Root)
            {
                case "parameters":
                    Parameter(site, reference);
                    break;
                case "steps":
                    Step(site, reference, scope, reader);
                    break;
                case "env" when reference.Path.IsEmpty:
                    bag.Error(
                        DiagnosticCodes.ComputedName,
                        ReferencePlace.Of(site, reference, part: -1),
                        $"{site.Where}: the name of the variable must stand behind 'env', so that what is stored is "
                        + "known.",
                        "for example env.WEBHOOK");
                    break;
                case "loop":
                    LoopReference.Check(bag, site, reference, scope);
                    break;
            }
        }
    }

    private void Parameter(ExpressionSite site, Reference reference)
    {
        if (reference.Path.IsEmpty)
        {
            parameters.UseAny();
            return;
        }

        var name = reference.Path[0];
        if (parameters.Use(name)) return;
        var hyphened = parameters.Names.FirstOrDefault(n => n.StartsWith(name + "-", StringComparison.Ordinal));
        bag.Error(
            DiagnosticCodes.UnknownParameter,
            ReferencePlace.Of(site, reference, part: 0),
            $"{site.Where}: there is no parameter '{Shown.Text(name)}'.",
            hyphened is null ? bag.Suggest(name, parameters.Names)
                : $"a hyphen subtracts here; write parameters['{hyphened}']");
    }

    private void Step(ExpressionSite site, Reference reference, BlockDraft scope, StepDraft? reader)
    {
        if (reference.Path.IsEmpty)
        {
            bag.Error(
                DiagnosticCodes.ComputedName,
                ReferencePlace.Of(site, reference, part: -1),
                $"{site.Where}: the name of the step must stand behind 'steps', so that what depends on what is known.",
                "for example steps.train.outputs.model");
            return;
        }

        if (scope.Lookup(reference.Path[0]) is not { } step)
        {
            Unknown(site, reference, scope);
            return;
        }

        if (IsAfter(scope, step)) OwnGroup(site, reference, step);
        else if (Depend(site, reference, step, reader, scope)) Member(site, reference, step);
    }

    /// <summary>True in the blocks that run once it is known how the guarded block of the group ended.</summary>
    private static bool IsAfter(BlockDraft scope, StepDraft group) =>
        scope.Nearest(b => b.Owner == group && b.Kind is BlockKind.Catch or BlockKind.Finally) is not null;

    private void OwnGroup(ExpressionSite site, Reference reference, StepDraft group)
    {
        if (reference.Path is [_, "status" or "error", ..]) return;
        bag.Error(
            DiagnosticCodes.SelfReference,
            ReferencePlace.Of(site, reference, part: 0),
            $"{site.Where}: group '{group.Name}' holds this place, so only its status and error are there yet.",
            $"write steps.{group.Name}.status or steps.{group.Name}.error");
    }

    // In catch and finally the step of that name that people mean is the one in their group's block.
    private static StepDraft? InGuardedBlock(BlockDraft scope, string name) =>
        scope.Nearest(b => b.Kind is BlockKind.Catch or BlockKind.Finally)?.Owner?.Blocks
            .Find(b => b.Kind == BlockKind.Guarded)?.ByName.GetValueOrDefault(name);

    private void Unknown(ExpressionSite site, Reference reference, BlockDraft scope)
    {
        var name = reference.Path[0];
        var at = ReferencePlace.Of(site, reference, part: 0);
        if ((InGuardedBlock(scope, name) ?? anywhere.GetValueOrDefault(name)) is { } inner)
        {
            var block = inner.Block;
            bag.Error(
                DiagnosticCodes.StepInsideBlock,
                at,
                $"{site.Where}: step '{name}' is inside '{block.Path}' and cannot be seen from here.",
                block.Kind == BlockKind.Guarded && scope.Nearest(b => b.Owner == block.Owner) is not null
                    ? $"catch and finally know how the group ended, by steps.{block.Owner!.Name}.status and .error"
                    : block.Owner is { } owner
                    ? $"a block hands results out by its outputs: add one to it and read steps.{owner.Name}.outputs"
                    : "steps of 'finally' run after all others; nothing else can use them");
            return;
        }

        bag.Error(
            DiagnosticCodes.UnknownStep,
            at,
            $"{site.Where}: there is no step '{Shown.Text(name)}'.",
            bag.Suggest(name, StepTypesInScope.NamesIn(scope)));
    }

    /// <summary>Notes the dependency; false, with a fault, when the step would wait for itself.</summary>
    private bool Depend(ExpressionSite site, Reference reference, StepDraft step, StepDraft? reader, BlockDraft scope)
    {
        // The outputs of a block are computed by the step that holds it, once the block is done.
        var waiting = reader ?? (scope == step.Block ? null : scope.Owner);
        if (waiting is null) return true;
        var waits = BlockLinker.Enclosing(waiting, step.Block);
        if (waits.Block != step.Block) return true; // from 'finally', when everything else is done
        if (waits != step)
        {
            waits.DependsOn.Add(step.Name);
            return true;
        }

        bag.Error(
            DiagnosticCodes.SelfReference,
            ReferencePlace.Of(site, reference, part: 0),
            waiting == step
                ? $"{site.Where}: step '{step.Name}' refers to itself; it could never start."
                : $"{site.Where}: step '{step.Name}' holds this place, so its results are not there yet.",
            step.Type == "loop" ? "loop.previous holds the outputs of the round before"
                : waiting == step ? null : "refer to the steps inside the block instead");
        return false;
    }

    private void Member(ExpressionSite site, Reference reference, StepDraft step)
    {
        if (step.IsOpaque || reference.Path.Length < 2) return;
        var member = reference.Path[1];
        if (!Members.Contains(member))
        {
            var known = StepOutputs.Names(step).Concat(step.Metrics);
            var meant = known.Contains(member)
                ? $"write steps.{step.Name}.{(step.Metrics.Contains(member) ? "metrics" : "outputs")}.{member}"
                : bag.Suggest(member, Members);
            bag.Error(
                DiagnosticCodes.UnknownStepMember,
                ReferencePlace.Of(site, reference, part: 1),
                $"{site.Where}: a step has no '{Shown.Text(member)}'.",
                meant);
            return;
        }

        if (reference.Path.Length < 3) return;
        var name = reference.Path[2];
        if (member == "outputs" && !step.HasOpenOutputs && !StepOutputs.Has(step, name))
            NoSuch(site, reference, step, "output", StepOutputs.Names(step));
        if (member == "metrics" && !step.HasOpenMetrics && !step.Metrics.Contains(name))
            NoSuch(site, reference, step, "metric", step.Metrics);
    }

    private void NoSuch(
        ExpressionSite site, Reference reference, StepDraft step, string what, IEnumerable<string> known)
    {
        var name = reference.Path[2];
        var names = known.ToList();
        var hyphened = names.Find(n => n.StartsWith(name + "-", StringComparison.Ordinal));
        var hint = hyphened is null
            ? bag.Suggest(name, names)
            : $"a hyphen subtracts here; write steps.{step.Name}.{what}s['{hyphened}']";
        bag.Error(
            what == "output" ? DiagnosticCodes.UnknownOutput : DiagnosticCodes.UnknownMetric,
            ReferencePlace.Of(site, reference, part: 2),
            $"{site.Where}: step '{step.Name}' has no {what} '{Shown.Text(name)}'.",
            names.Count == 0 ? hint ?? $"it declares no {what}s" : hint);
    }
}
