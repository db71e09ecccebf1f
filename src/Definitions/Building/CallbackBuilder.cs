namespace Pipelines.Definitions.Building;

/// <summary>A <c>callback</c> step.</summary>
public sealed class CallbackBuilder : WorkStepBuilder<CallbackBuilder>
{
    internal CallbackBuilder(BuilderNode node)
        : base(node)
    {
    }

    /// <summary>The token, in the expressions of the request.</summary>
    public Cel Token { get; } = Cel.Of("token");

    /// <summary>Calls somebody to hand out the token.</summary>
    /// <param name="url">The address.</param>
    /// <param name="method">The method; null means GET, with a body POST.</param>
    /// <param name="body">The body; null means none.</param>
    /// <param name="headers">Headers.</param>
    public CallbackBuilder Request(
        PipelineValue url,
        string? method = null,
        PipelineValue? body = null,
        params IReadOnlyList<(string Name, PipelineValue Value)> headers)
    {
        Node.Child("request").Call(url, method, body, headers);
        return this;
    }

    /// <summary>Names outputs that the answer must have.</summary>
    public CallbackBuilder Outputs(params IEnumerable<string> names)
    {
        Node.SetWords("outputs", names);
        return this;
    }
}
