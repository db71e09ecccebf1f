using System.Globalization;
using System.Text;

namespace Bench.Steps;

/// <summary>Pipelines whose steps do nothing, so that what is measured is the engine.</summary>
internal static class NoOpPipelines
{
    /// <summary>Returns the YAML of <paramref name="steps"/> steps in a row.</summary>
    public static string Sequence(int steps)
    {
        var yaml = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"pipeline: sequence-{steps}\nsteps:\n"));
        for (var i = 0; i < steps; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  s{i}: {{ type: processing, component: noop");
            if (i > 0) yaml.Append(CultureInfo.InvariantCulture, $", needs: [s{i - 1}]");
            yaml.Append(" }\n");
        }

        return yaml.ToString();
    }
}
