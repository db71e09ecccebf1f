using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Model;

/// <summary>What a job step runs.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Command), "command")]
[JsonDerivedType(typeof(Component), "component")]
public abstract record ProgramDefinition
{
    private ProgramDefinition()
    {
    }

    /// <summary>A program with arguments, started without a shell.</summary>
    /// <param name="Arguments">Value templates, the program first; a list value is spread, every other value becomes
    /// one argument.</param>
    public sealed record Command(IReadOnlyList<JsonElement> Arguments) : ProgramDefinition;

    /// <summary>A C# method registered in the worker.</summary>
    /// <param name="Name">The name it is registered under.</param>
    public sealed record Component(string Name) : ProgramDefinition;
}
