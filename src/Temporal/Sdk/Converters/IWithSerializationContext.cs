namespace Temporalio.Converters;

/// <summary>A converter or codec that behaves by where a value is converted.</summary>
/// <typeparam name="T">What it is.</typeparam>
public interface IWithSerializationContext<out T>
{
    /// <summary>Returns one that is bound to the context; this one stays as it is.</summary>
    /// <param name="context">The context.</param>
    /// <returns>The bound one, or this one when the context changes nothing.</returns>
    T WithSerializationContext(ISerializationContext context);
}
