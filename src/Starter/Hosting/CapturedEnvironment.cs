using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Commands;

namespace Pipelines.Starter.Hosting;

/// <summary>Variables of this machine that a pipeline's expressions read, as they are when it is started.</summary>
internal static class CapturedEnvironment
{
    /// <summary>Returns name → value of the variables that the definition reads; null when it reads none.</summary>
    /// <exception cref="CommandException">One of them is not set.</exception>
    public static Dictionary<string, string>? Of(PipelineDefinition definition)
    {
        var names = DefinitionEnvironment.Names(definition);
        if (names.Count == 0) return null;
        var values = names.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).ToList();
        var missing = values.Where(variable => variable.Value is null).Select(variable => variable.Name).ToList();
        if (missing.Count > 0)
        {
            throw new CommandException(
                ExitCodes.InvalidInput,
                $"the pipeline reads {string.Join(", ", missing.Select(name => $"env.{name}"))}, which " +
                $"{(missing.Count == 1 ? "is" : "are")} not set here: set "
                + $"{string.Join(' ', missing.Select(name => $"{name}=…"))} before 'pipelines run'. " +
                "The values stand in the execution's history, so none of them may be a secret.");
        }

        return values.ToDictionary(variable => variable.Name, variable => variable.Value!, StringComparer.Ordinal);
    }
}
