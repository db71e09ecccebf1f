using System.Globalization;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

/// <summary>Ids that count, so that a failing test names the same ones each time.</summary>
internal sealed class CountedIds : IdSource
{
    private long _last;

    public override string NewRunId() => string.Create(CultureInfo.InvariantCulture, $"run-{++_last}");

    public override string NewRequestId() => string.Create(CultureInfo.InvariantCulture, $"request-{++_last}");

    public override long NextTaskId() => ++_last;
}
