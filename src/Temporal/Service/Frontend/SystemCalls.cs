using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.Frontend;

/// <summary>What the service tells of itself.</summary>
internal static class SystemCalls
{
    private const string CompatibleVersion = "1.32.1";

    public static void Register(CallTable calls)
    {
        calls.Add(
            "GetSystemInfo", static () => GetSystemInfoRequest.Parser, static (_, _) => Task.FromResult(SystemInfo()));
        calls.Add("GetClusterInfo", static () => GetClusterInfoRequest.Parser, static (
            _, _) => Task.FromResult(ClusterInfo()));
        calls.Add(
            CallTable.OperatorService, "ListClusters", static () => ListClustersRequest.Parser,
            static (_, _) => Task.FromResult(Clusters()));
    }

    private static GetSystemInfoResponse SystemInfo() => new()
    {
        ServerVersion = CompatibleVersion,
        Capabilities = new GetSystemInfoResponse.Types.Capabilities
        {
            SignalAndQueryHeader = true,
            InternalErrorDifferentiation = true,
            ActivityFailureIncludeHeartbeat = true,
            EncodedFailureAttributes = true,
            UpsertMemo = true,
            SdkMetadata = true,
            CountGroupByExecutionStatus = true,
            SupportsSchedules = true,
            // Workers then tell the id of their build by a stamp instead of a checksum.
            BuildIdBasedVersioning = true,
            EagerWorkflowStart = true,
        },
    };

    private static GetClusterInfoResponse ClusterInfo() => new()
    {
        SupportedClients =
        {
            ["temporal-go"] = "<2.0.0", ["temporal-java"] = "<2.0.0", ["temporal-php"] = "<2.0.0",
            ["temporal-typescript"] = "<2.0.0", ["temporal-cli"] = "<2.0.0", ["temporal-server"] = "<2.0.0",
            ["temporal-ui"] = "<3.0.0",
        },
        ServerVersion = CompatibleVersion,
        ClusterId = "embedded",
        ClusterName = "active",
        HistoryShardCount = 1,
        PersistenceStore = "sqlite",
        VisibilityStore = "sqlite",
        InitialFailoverVersion = 1,
        FailoverVersionIncrement = 10,
    };

    private static ListClustersResponse Clusters() => new()
    {
        Clusters =
        {
            new ClusterMetadata
            {
                ClusterName = "active", ClusterId = "embedded", HistoryShardCount = 1, IsConnectionEnabled = true,
            },
        },
    };
}
