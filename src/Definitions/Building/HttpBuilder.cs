namespace Pipelines.Definitions.Building;

/// <summary>An <c>http</c> step.</summary>
public sealed class HttpBuilder : WorkStepBuilder<HttpBuilder>
{
    internal HttpBuilder(BuilderNode node)
        : base(node)
    {
    }

    /// <summary>The answer, in the expressions of outputs: <c>status</c>, <c>body</c>, <c>headers</c>.</summary>
    public Cel Response { get; } = Cel.Of("response");

    /// <summary>Says what is called.</summary>
    /// <param name="url">The address.</param>
    /// <param name="method">The method; null means GET, with a body POST.</param>
    /// <param name="body">The body; null means none.</param>
    /// <param name="headers">Headers.</param>
    public HttpBuilder Call(
        PipelineValue url,
        string? method = null,
        PipelineValue? body = null,
        params IReadOnlyList<(string Name, PipelineValue Value)> headers)
    {
        Node.Call(url, method, body, headers);
        return this;
    }

    /// <summary>Names the status codes that count as success. Default: 200 to 299.</summary>
    public HttpBuilder Expect(params IReadOnlyList<int> codes) =>
        Set("expect", PipelineValue.List([.. codes.Select(c => (PipelineValue)c)]));

    /// <summary>Adds an output that is taken from the answer.</summary>
    public HttpBuilder Output(string name, Cel value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Put("outputs", name, value.Text);
    }
}
