namespace Temporalio.Client;

/// <summary>How one call to the service is made.</summary>
public class RpcOptions : ICloneable
{
    /// <summary>
    /// Gets or sets a value indicating whether the call is tried again when the service cannot be reached. When unset,
    /// the client's own calls are, raw calls to a service are not.
    /// </summary>
    public bool? Retry { get; set; }

    /// <summary>Gets or sets metadata for this call, beside the connection's.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? Metadata { get; set; }

    /// <summary>Gets or sets binary metadata; names end in <c>-bin</c>.</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? BinaryMetadata { get; set; }

    /// <summary>Gets or sets the longest time of the call.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gets or sets the token that cancels the call.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();

    /// <summary>Returns options that a second token cancels too.</summary>
    /// <param name="cancellationToken">The token; null for none.</param>
    /// <returns>
    /// The options, and the source that joins both tokens, to be disposed of; null when there was nothing to join.
    /// </returns>
    protected Tuple<RpcOptions, CancellationTokenSource?> WithAdditionalCancellationToken(
        CancellationToken? cancellationToken)
    {
        if (cancellationToken is not { } added)
            return new(this, null);
        var copy = (RpcOptions)Clone();
        if (CancellationToken is not { } own)
        {
            copy.CancellationToken = added;
            return new(copy, null);
        }

        var either = CancellationTokenSource.CreateLinkedTokenSource(own, added);
        copy.CancellationToken = either.Token;
        return new(copy, either);
    }

    /// <summary>Returns these options with retries on, unless they say otherwise.</summary>
    internal static RpcOptions WithRetry(RpcOptions? options)
    {
        if (options?.Retry != null)
        {
            return options;
        }

        var copy = (RpcOptions?)options?.Clone() ?? new RpcOptions();
        copy.Retry = true;
        return copy;
    }
}
