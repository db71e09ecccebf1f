using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.TestService.V1;

namespace Temporalio.Client;

/// <summary>The calls of the service, each by its own name and message types.</summary>
public abstract partial class TestService
{
    /// <summary>Calls GetCurrentTime.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<GetCurrentTimeResponse> GetCurrentTimeAsync(Empty req, RpcOptions? options = null) =>
        InvokeRpcAsync("GetCurrentTime", req, GetCurrentTimeResponse.Parser, options);

    /// <summary>Calls LockTimeSkipping.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<LockTimeSkippingResponse> LockTimeSkippingAsync(
        LockTimeSkippingRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("LockTimeSkipping", req, LockTimeSkippingResponse.Parser, options);

    /// <summary>Calls Sleep.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<SleepResponse> SleepAsync(SleepRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("Sleep", req, SleepResponse.Parser, options);

    /// <summary>Calls SleepUntil.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<SleepResponse> SleepUntilAsync(SleepUntilRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("SleepUntil", req, SleepResponse.Parser, options);

    /// <summary>Calls UnlockTimeSkipping.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<UnlockTimeSkippingResponse> UnlockTimeSkippingAsync(
        UnlockTimeSkippingRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("UnlockTimeSkipping", req, UnlockTimeSkippingResponse.Parser, options);

    /// <summary>Calls UnlockTimeSkippingWithSleep.</summary>
    /// <param name="req">The request.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    public Task<SleepResponse> UnlockTimeSkippingWithSleepAsync(SleepRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("UnlockTimeSkippingWithSleep", req, SleepResponse.Parser, options);
}
