namespace Temporalio.Activities;

/// <summary>Marks a method as an activity.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ActivityAttribute : Attribute
{
    /// <summary>
    /// Initializes a new instance of the <see cref="ActivityAttribute"/> class. The activity has the method's name,
    /// without a final <c>Async</c> when it returns a task.
    /// </summary>
    public ActivityAttribute()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ActivityAttribute"/> class.</summary>
    /// <param name="name">Name of the activity.</param>
    public ActivityAttribute(string name) => Name = name;

    /// <summary>Gets the name, if it is not the method's.</summary>
    public string? Name { get; }

    /// <summary>
    /// Gets or sets a value indicating whether the activity takes every call that has no activity of its own. It must
    /// have one parameter: an array of raw values.
    /// </summary>
    public bool Dynamic { get; set; }
}
