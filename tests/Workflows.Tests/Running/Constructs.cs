using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Running;

/// <summary>Executions of every construct of the language, worth keeping the history of.</summary>
internal static class Constructs
{
    private static readonly RetryDefinition Twice = new(2, TimeSpan.FromMilliseconds(1), 1, null, []);

    private static readonly BlockDefinition Work = Block(Job("a").Input("o", "${{ loop.index }}").Output("o"), Job("b", "a"))
        .Gives("o", "${{ steps.a.outputs.o }}");

    private static readonly StepDefinition.Loop Rounds = Loop("again", Work, until: "loop.state.n >= 3", maximum: 9)
        .State("n", 0, "${{ loop.state.n + 1 }}");

    private static readonly StepDefinition.ForEach Items = ForEach("each", "${{ ['x', 'y', 'z', 'u', 'v'] }}", Work) with { Parallelism = 2 };

    private static readonly PipelineDefinition Inner = Pipeline(Job("a").Input("q", "${{ parameters.q }}"), Job("b", "a"))
        .Finally(Job("last").Input("status", "${{ execution.status }}")) with
    {
        Name = "inner",
        Parameters = [new ParameterDefinition("q", ParameterType.Float)],
    };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("loop", Pipeline(Block(Rounds, Job("after", "again")).Gives("o", "${{ steps.again.outputs.o }}"))),
        new("foreach", Pipeline(Block(Items, Job("after", "each")).Gives("o", "${{ steps.each.outputs.o }}"))),
        new("group-caught", Pipeline(
            Group("guarded", Block(Job("a"), Job("fatal", "a")), Block(Job("note").Input("why", "${{ steps.guarded.error.type }}")), Block(Job("clean"))),
            Job("after", "guarded"))),
        new("group-cancelled", Pipeline(Group("guarded", Block(Job("endless")), null, Block(Job("clean"), Job("tell", "clean")))))
        {
            IsCancelled = true,
        },
        new("nested-pipeline", Pipeline(Nested("inner", Inner, ("q", "${{ parameters.auc }}")), Job("after", "inner"))),
        new("block-retried-and-timed-out", Pipeline(
            Group("tried", Block(Job("fatal"))).Continues() with { Retry = Twice },
            Group("timed", Block(Job("endless")), null, Block(Job("clean"))).Within(TimeSpan.FromMilliseconds(300)).Continues())),
        new("waits-and-answers", Pipeline(
            Wait("pause", "30ms"),
            Approval("ok").Needs("pause"),
            Callback("answered", new HttpCall("POST", Json("https://example.org")) { Body = Json("${{ token }}") }).Needs("ok"),
            Http("call", "https://example.org", ("url", "response.body.Url")).Needs("answered"),
            Job("fatal", "call").Asks(),
            Job("after", "fatal")))
        {
            Answers =
            [
                new StepAnswer { Step = "ok", Kind = AnswerKind.Approve, By = "ada" },
                new StepAnswer { Step = "answered", Kind = AnswerKind.Complete },
                new StepAnswer { Step = "fatal", Kind = AnswerKind.Skip },
            ],
        },
        new("continued", Pipeline(Rounds, Items.Needs("again"), Wait("pause", "1ms").Needs("each"), Job("after", "pause")))
        {
            Limits = new RunLimits { HistoryEvents = 20 },
        },
        new("divided", Pipeline(Items))
        {
            Limits = new RunLimits { ChunkItems = 2 },
        },
    ];
}
