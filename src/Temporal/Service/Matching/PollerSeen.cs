using Temporalio.Api.Common.V1;

namespace Temporalio.Service.Matching;

/// <summary>A worker as its polls show it.</summary>
/// <param name="Identity">What it calls itself.</param>
/// <param name="LastAccess">When it polled last.</param>
/// <param name="Capabilities">Its build, when it told.</param>
internal sealed record PollerSeen(string Identity, DateTimeOffset LastAccess, WorkerVersionCapabilities? Capabilities);
