using Pipelines.Definitions.Diagnostics;
using Pipelines.Testing.Running;

namespace Pipelines.Testing.Files;

/// <summary>Something that a test case says of the execution.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="What">What it is about, such as <c>expect.status</c>.</param>
/// <param name="Check">Returns what is otherwise than expected; null when nothing is.</param>
internal sealed record Expectation(SourceSpan At, string What, Func<OfflineRun, string?> Check);
