namespace Pipelines.Activities.Http;

/// <summary>Error types of calls: what <c>retry.notOn</c> names and what the state shows. Stored in histories: never
/// changed, only added.</summary>
public static class HttpErrors
{
    /// <summary>The service answered, but not as expected. Tried again after 408, 425, 429 and 5xx only.</summary>
    public const string Failed = "HttpFailed";

    /// <summary>No answer came: no such host, refused, reset, or TLS that is not trusted.</summary>
    public const string Unreachable = "HttpUnreachable";

    /// <summary>The answer is larger than the worker takes. Not tried again.</summary>
    public const string TooLarge = "HttpTooLarge";

    /// <summary>Address, method or a header cannot be sent. Not tried again.</summary>
    public const string BadInput = "BadInput";
}
