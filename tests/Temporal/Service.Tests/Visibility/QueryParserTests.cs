using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Service.Visibility;

namespace Temporalio.Service.Tests.Visibility;

public sealed class QueryParserTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", true)]
    [InlineData("WorkflowId = 'order-1'", true)]
    [InlineData("WorkflowId != 'order-1'", false)]
    [InlineData("WorkflowId STARTS_WITH 'order'", true)]
    [InlineData("WorkflowId NOT STARTS_WITH 'zz'", true)]
    [InlineData("WorkflowId IN ('a', 'order-1')", true)]
    [InlineData("WorkflowId NOT IN ('a', 'order-1')", false)]
    [InlineData("ExecutionStatus = 'Completed' AND WorkflowType = 'ship'", true)]
    [InlineData("ExecutionStatus = \"Failed\" OR WorkflowType = 'ship'", true)]
    [InlineData("NOT (ExecutionStatus = 'Failed' or WorkflowType = 'ship')", false)]
    [InlineData("ExecutionStatus = 'Failed' AND WorkflowType = 'x' OR WorkflowId = 'order-1'", true)]
    [InlineData("StartTime BETWEEN '2026-05-01T00:00:00Z' AND '2026-05-02T00:00:00Z'", true)]
    [InlineData("StartTime > '2026-05-01T12:00:00Z'", false)]
    [InlineData("StartTime >= '2026-05-01T12:00:00Z'", true)]
    [InlineData("CloseTime IS NULL", false)]
    [InlineData("CloseTime is not null", true)]
    [InlineData("ExecutionDuration > '1m'", true)]
    [InlineData("ExecutionDuration < '1h1m'", true)]
    [InlineData("ExecutionDuration = 90000000000", true)]
    [InlineData("HistoryLength > 3", true)]
    [InlineData("Amount = 7", true)]
    [InlineData("Amount <= 6", false)]
    [InlineData("`Amount` BETWEEN 7 AND 9", true)]
    [InlineData("Tags = 'red'", true)]
    [InlineData("Tags IN ('green', 'blue')", true)]
    [InlineData("Tags = 'green'", false)]
    [InlineData("Note = 'BROWN'", true)]
    [InlineData("Note = 'row'", false)]
    [InlineData("Missing IS NULL", true)]
    [InlineData("Missing != 'x'", false)] // as in SQL, nothing is known of a value that is not there
    [InlineData("NOT Missing = 'x'", false)]
    [InlineData("Missing NOT IN ('x')", false)]
    [InlineData("Missing = 'x' OR Amount = 7", true)]
    [InlineData("WorkflowId = 'order-1' GROUP BY ExecutionStatus", true)]
    public void Parse_Query_HoldsAsTheServerWould(string query, bool expected)
    {
        // Arrange
        var row = Order();

        // Act
        var holds = QueryParser.Parse(query, TypeOf).Holds(row);

        // Assert
        Assert.Equal(expected, holds);
    }

    [Theory]
    [InlineData("WorkflowId =", "invalid query: malformed SQL query: syntax error at position 40")]
    [InlineData("Nope = 'x'", "invalid query: invalid search attribute: Nope")]
    [InlineData("Amount = 'x'",
        "invalid query: invalid expression: invalid value type for search attribute Amount of type Int: \"x\" (type: string)")]
    [InlineData("ExecutionStatus = 'Nope'", "invalid query: invalid expression: invalid ExecutionStatus value 'Nope'")]
    [InlineData("WorkflowId LIKE 'x%'",
        "invalid query: operation is not supported: operator 'LIKE' not supported for Keyword type search attribute 'WorkflowId'")]
    [InlineData("ORDER BY StartTime DESC", "invalid query: operation is not supported: 'ORDER BY' clause")]
    [InlineData("GROUP BY WorkflowType",
        "invalid query: operation is not supported: 'GROUP BY' clause is not supported for search attribute WorkflowType")]
    [InlineData("StartTime > 'yesterday'", "invalid query: invalid expression: unable to parse datetime 'yesterday'")]
    public void Parse_Fault_SaysWhatTheServerSays(string query, string expected)
    {
        // Act
        var refusal = Assert.Throws<ServiceException>(() => QueryParser.Parse(query, TypeOf));

        // Assert
        Assert.Equal((GrpcStatus.InvalidArgument, expected), (refusal.Status, refusal.Message));
    }

    [Theory]
    [InlineData("WorkflowId = 'open")]
    [InlineData("(WorkflowId = 'a'")]
    [InlineData("WorkflowId = 'a' 'b'")]
    [InlineData("= 'a'")]
    [InlineData("WorkflowId ~ 'a'")]
    [InlineData("WorkflowId IN ()")]
    [InlineData("AND")]
    public void Parse_Nonsense_IsRefusedWithAPosition(string query)
    {
        // Act
        var refusal = Assert.Throws<ServiceException>(() => QueryParser.Parse(query, TypeOf));

        // Assert
        Assert.Equal(GrpcStatus.InvalidArgument, refusal.Status);
        Assert.StartsWith("invalid query: ", refusal.Message, StringComparison.Ordinal);
    }

    private static VisibilityRow Order() => new(
        new WorkflowExecutionInfo
        {
            Execution = new WorkflowExecution { WorkflowId = "order-1", RunId = "r" },
            Type = new WorkflowType { Name = "ship" },
            Status = WorkflowExecutionStatus.Completed,
            StartTime = Start.ToTimestamp(),
            ExecutionTime = Start.ToTimestamp(),
            CloseTime = Start.AddSeconds(90).ToTimestamp(),
            HistoryLength = 5,
            SearchAttributes = new SearchAttributes
            {
                IndexedFields = { ["Amount"] = Json(
                    "7"), ["Tags"] = Json("[\"red\",\"blue\"]"), ["Note"] = Json("\"a brown fox\"") },
            },
        },
        TypeOf);

    private static IndexedValueType? TypeOf(string name) => name switch
    {
        "Amount" => IndexedValueType.Int,
        "Tags" => IndexedValueType.KeywordList,
        "Note" => IndexedValueType.Text,
        "Missing" => IndexedValueType.Keyword,
        _ => SystemAttributes.Types.TryGetValue(name, out var type) ? type : null,
    };

    private static Payload Json(string json) => new() { Data = ByteString.CopyFromUtf8(json) };
}
