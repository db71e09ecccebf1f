using Temporalio.Api.Schedule.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>An entry of a list of schedules.</summary>
public class ScheduleListDescription
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> _memo;
    private readonly Lazy<SearchAttributeCollection> _searchAttributes;

    /// <summary>Initializes a new instance of the <see cref="ScheduleListDescription"/> class.</summary>
    /// <param name="rawEntry">What the service tells.</param>
    /// <param name="dataConverter">What converts the memo.</param>
    protected internal ScheduleListDescription(ScheduleListEntry rawEntry, DataConverter dataConverter)
    {
        RawEntry = rawEntry;
        _memo = new(() => ScheduleWire.Memo(rawEntry.Memo, dataConverter));
        _searchAttributes = new(() => ScheduleWire.Attributes(rawEntry.SearchAttributes));
        if (rawEntry.Info != null)
        {
            Schedule = ScheduleListSchedule.FromProto(rawEntry.Info);
            Info = ScheduleListInfo.FromProto(rawEntry.Info);
        }
    }

    /// <summary>Gets the schedule's id.</summary>
    public string Id => RawEntry.ScheduleId;

    /// <summary>Gets the schedule; null while the list does not know it yet.</summary>
    public ScheduleListSchedule? Schedule { get; }

    /// <summary>Gets what it did; null while the list does not know it yet.</summary>
    public ScheduleListInfo? Info { get; }

    /// <summary>Gets the values kept with the schedule.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => _memo.Value;

    /// <summary>Gets the search attributes of the schedule.</summary>
    public SearchAttributeCollection TypedSearchAttributes => _searchAttributes.Value;

    /// <summary>Gets what the service tells.</summary>
    internal ScheduleListEntry RawEntry { get; }
}
