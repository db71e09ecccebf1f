using System.Text.Json;

namespace Pipelines.Definitions.Model;

/// <content>Steps that wait for somebody, something or a time, and the call of a web service.</content>
public abstract partial record StepDefinition
{
    /// <summary><c>approval</c>: waits for a person's decision.</summary>
    /// <remarks>
    /// Outputs: <c>approved</c> (bool), <c>by</c>, <c>comment</c> (text or null). No answer within the timeout: <see
    /// cref="Default"/>
    /// decides, and without one the step fails with class <c>Timeout</c>.
    /// </remarks>
    public sealed record ManualApproval : StepDefinition
    {
        /// <summary>Text that may hold <c>${{ … }}</c>: what is to be decided. Null means the step's
        /// description.</summary>
        public string? Message { get; init; }

        /// <summary>The decision when nobody answers in time: true approves; null means that the step fails.</summary>
        public bool? Default { get; init; }

        /// <summary>What a refusal means. Default: the step fails with class <c>Rejected</c>.</summary>
        public OnReject OnReject { get; init; }
    }

    /// <summary><c>callback</c>: waits for the answer of an outside system.</summary>
    /// <remarks>
    /// The token stands in the step's state while it waits. Whoever has it completes the step with outputs or fails
    /// it, once.
    /// No answer within the timeout fails the step with class <c>Timeout</c>.
    /// </remarks>
    public sealed record Callback : StepDefinition
    {
        /// <summary>
        /// A call made when the wait begins, in which the name <c>token</c> is the token; null means that nobody is
        /// called.
        /// </summary>
        public HttpCall? Request { get; init; }

        /// <summary>Names of outputs that the answer must have; others are taken as well.</summary>
        public IReadOnlyList<string> Outputs { get; init; } = [];
    }

    /// <summary><c>http</c>: calls a web service.</summary>
    /// <remarks>
    /// An answer whose status is not expected fails the attempt with class <c>HttpFailed</c>. Outputs <c>status</c>
    /// (int), <c>body</c>
    /// (JSON, else text) and <c>headers</c> are always there; declared ones come on top.
    /// </remarks>
    public sealed record Http : StepDefinition
    {
        /// <summary>What is called.</summary>
        public required HttpCall Call { get; init; }

        /// <summary>Status codes that count as success; empty means 200 to 299.</summary>
        public IReadOnlyList<int> Expect { get; init; } = [];

        /// <summary>
        /// Output name → CEL text, evaluated when the answer is there, with <c>response.status|body|headers</c>.
        /// </summary>
        public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();
    }

    /// <summary><c>wait</c>: lets time go by. One of its fields is there.</summary>
    public sealed record Wait : StepDefinition
    {
        /// <summary>Value template: duration text (<c>1d</c>, <c>PT1H</c>) or a CEL duration. Negative means
        /// none.</summary>
        public JsonElement? Duration { get; init; }

        /// <summary>Value template: RFC 3339 text or a CEL timestamp. The past means no wait.</summary>
        public JsonElement? Until { get; init; }
    }
}
