using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>The description of a schedule.</summary>
public class ScheduleDescription
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> _memo;
    private readonly Lazy<SearchAttributeCollection> _searchAttributes;

    /// <summary>Initializes a new instance of the <see cref="ScheduleDescription"/> class.</summary>
    /// <param name="id">The schedule's id.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="rawDescription">What the service tells.</param>
    /// <param name="dataConverter">What converts the memo.</param>
    protected internal ScheduleDescription(
        string id, Schedule schedule, DescribeScheduleResponse rawDescription, DataConverter dataConverter)
    {
        ArgumentNullException.ThrowIfNull(rawDescription);
        Id = id;
        Schedule = schedule;
        RawDescription = rawDescription;
        Info = ScheduleInfo.FromProto(rawDescription.Info);
        _memo = new(() => ScheduleWire.Memo(rawDescription.Memo, dataConverter));
        _searchAttributes = new(() => ScheduleWire.Attributes(rawDescription.SearchAttributes));
    }

    /// <summary>Gets the schedule's id.</summary>
    public string Id { get; }

    /// <summary>Gets the schedule.</summary>
    public Schedule Schedule { get; }

    /// <summary>Gets what it did and is going to do.</summary>
    public ScheduleInfo Info { get; }

    /// <summary>Gets the values kept with the schedule.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => _memo.Value;

    /// <summary>Gets the search attributes of the schedule.</summary>
    public SearchAttributeCollection TypedSearchAttributes => _searchAttributes.Value;

    /// <summary>Gets what the service tells.</summary>
    internal DescribeScheduleResponse RawDescription { get; }
}
