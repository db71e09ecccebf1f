using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Activities;

/// <summary>The activities of a worker by name.</summary>
internal sealed class ActivityTable
{
    private readonly Dictionary<string, ActivityDefinition> _named = [];
    private readonly ActivityDefinition? _dynamic;

    public ActivityTable(IEnumerable<ActivityDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (definition.Name == null)
            {
                _dynamic = _dynamic == null
                    ? definition
                    : throw new ArgumentException("The worker has two dynamic activities; it can have one.");
            }
            else if (!_named.TryAdd(definition.Name, definition))
            {
                throw new ArgumentException($"The worker has two activities named '{definition.Name}'.");
            }
        }
    }

    /// <exception cref="ApplicationFailureException">There is no such activity.</exception>
    public ActivityDefinition Find(string name) =>
        TryFind(name) ?? throw new ApplicationFailureException(Missing(name), errorType: "NotFoundError");

    /// <summary>Throws when a workflow of this worker asks for a local activity that it does not have: a worker that
    /// has it may take the task.</summary>
    /// <exception cref="InvalidOperationException">There is no such activity.</exception>
    public void CheckLocal(string name)
    {
        if (TryFind(name) == null)
            throw new InvalidOperationException(Missing(name));
    }

    private ActivityDefinition? TryFind(string name) => _named.GetValueOrDefault(name) ?? _dynamic;

    private string Missing(string name) =>
        $"Activity {name} is not registered on this worker, available activities: "
            + string.Join(", ", _named.Keys.Order(StringComparer.Ordinal));
}
