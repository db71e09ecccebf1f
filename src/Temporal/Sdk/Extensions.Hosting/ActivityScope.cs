using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>The service scope of the activity that runs. An interceptor may set it before.</summary>
public static class ActivityScope
{
    private static readonly AsyncLocal<IServiceScope?> Scope = new();
    private static readonly AsyncLocal<object?> Instance = new();

    /// <summary>Gets or sets the scope of the current activity.</summary>
    public static IServiceScope? ServiceScope
    {
        get => Scope.Value;
        set => Scope.Value = value;
    }

    /// <summary>Gets or sets the instance whose method the current activity is.</summary>
    public static object? ScopedInstance
    {
        get => Instance.Value;
        set => Instance.Value = value;
    }
}
