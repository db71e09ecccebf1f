namespace Temporalio.Service.Tests.Wire;

/// <summary>Where our answers differ from the recorded ones on purpose, or because the test's worker is not the
/// recording's.</summary>
internal static class KnownDifferences
{
    private const string Worker = "The test's worker has no queue of its own and sets other options than the recording's.";

    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new("getSystemInfo", @"-\.capabilities\.(nexus|serverScaledDeployments) = True",
            "Worker deployments and Nexus are not supported, and the service says so."),
        new("getClusterInfo", @"-\.supportedClients\{Nexus-go-sdk\}", "Nexus is not supported."),
        new("describeNamespace|listNamespaces", @"[-+].*\.customSearchAttributeAliases\{[A-Za-z]+\d\d\}",
            "Attributes get the first free column; which one is of no account."),
        new("updateNamespace", @"\+\.config\.customSearchAttributeAliases\{[A-Za-z]+\d\d\}",
            "Every namespace begins with the attributes that the development server gives to \"default\"."),
        new("(describe|list|update)Namespaces?",
            @"-.*\.capabilities\.(pollerAutoscaling|reportedProblemsSearchAttribute|standaloneActivit.*) = True",
            "Not supported, and the service says so."),
        new("(describe|list|update)Namespaces?", @"-.*\.limits\.workflowTaskCompletionSizeLimitError",
            "A completion is one message of at most 4 MiB; it does not come in pages."),
        new("describeNamespace", @"\+\.replicationConfig\.state = REPLICATION_STATE_NORMAL",
            "The state stands there for every namespace."),
        new("listNamespaces", @"-\.namespaces\[\]\.namespaceInfo\.(description|ownerEmail)",
            "There is no namespace temporal-system: the service needs no workflows of its own."),
        new("start.eager", @"\+.*\.workflowTaskStartedEventAttributes\.historySizeBytes",
            "The worker is told the size of the history in the first task too."),
        new(@"history\.page1", ".*", "A page has at most as many events as were asked for; the original rounds up."),
        new(@"history\.(afterSignal|updates|reset)", @"-.*\.taskQueue\.(kind = TASK_QUEUE_KIND_STICKY|normalName)", Worker),
        new(@"history\.afterSignal", @"-.*\.langUsedFlags\[\]", Worker),
        new(@"history\.(updates|reset)", @"-.*\.(maximumAttempts|useWorkflowBuildId = True)", Worker),
        new(@"history\.updates", @"-.*\.eventGroupMarkers\[\].*", Worker),
        new(@"query\.noWorker", "code 4 query timed out before a worker could process it",
            "The recording's client gave up first."),
        new(@"poll\..*", @"-\.pollerScalingDecision.*", "Workers are not told to poll more or less."),
        new(@"list(\.customAttribute|\.groupBy)?",
            @"\+\.executions\[\]\.(autoResetPoints|firstRunId|historyLength|historySizeBytes|mostRecentWorkerVersionStamp"
            + @"|stateTransitionCount|parentNamespaceId|priority).*",
            "Lists are made from the runs themselves, so that they tell of open ones what describe tells."),
        new(@"list\.badToken", "code 3 Invalid NextPageToken\\.", "The original tries until the deadline."),
        new(@"describeTaskQueue(\.stats)?", @"-\.versioningInfo\.updateTime", "There is no time; the original tells the year 1."),
        new("listWorkers", @"-.*\.workerHeartbeat\.environment", "Newer than the messages here."),
        new("getSearchAttributes", @"\+\.keys\{[A-Za-z]+\d\d\} = .*", "There is room for more attributes."),
    ];
}
