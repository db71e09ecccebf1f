using System.Globalization;

namespace Pipelines.Starter.Terminal;

/// <summary>Durations as people read them.</summary>
public static class Duration
{
    /// <summary>Returns <c>0.24 s</c>, <c>12.3 s</c>, <c>3 min 05 s</c>, <c>2 h 07 min</c>.</summary>
    public static string Text(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 10 } => duration.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s",
        { TotalMinutes: < 1 } => duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { TotalHours: < 1 } => $"{(int)duration.TotalMinutes} min {duration.Seconds:00} s",
        _ => $"{(int)duration.TotalHours} h {duration.Minutes:00} min",
    };
}
