namespace Temporalio.Runtime;

/// <summary>A metric of a meter of the user's.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
public interface ICustomMetric<T>
    where T : struct;
