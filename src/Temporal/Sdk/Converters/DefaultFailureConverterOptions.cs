namespace Temporalio.Converters;

/// <summary>Options of <see cref="DefaultFailureConverter"/>.</summary>
public class DefaultFailureConverterOptions : ICloneable
{
    /// <summary>
    /// Gets or sets a value indicating whether message and stack trace move into a payload, where a codec can encrypt
    /// them. False by default.
    /// </summary>
    public bool EncodeCommonAttributes { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
