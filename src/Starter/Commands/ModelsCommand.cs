using System.CommandLine;
using Pipelines.Activities.Models;
using Pipelines.Activities.State;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;
using Spectre.Console;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines models …</c>: the model registry.</summary>
public static class ModelsCommand
{
    /// <summary>Returns the command with its subcommands.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time) =>
        new("models", "Look at registered models and decide on them.")
    {
        List(terminal, time),
        Describe(terminal, time),
        Decide("approve", ModelApproval.Approved, "Approve a version.", terminal, time),
        Decide("reject", ModelApproval.Rejected, "Reject a version.", terminal, time),
    };

    private static Command List(CommandTerminal terminal, TimeProvider time)
    {
        var group =
            new Argument<string?>(
            "group") { Description = "A model group; without it, all groups.", Arity =
            ArgumentArity.ZeroOrOne, HelpName = "GROUP" };
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("list", "Show model groups, or the versions of one.") { group, state, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var registry = Open(parsed, state, time);
            var versions = new List<ModelVersion>();
            if (registry is not null)
            {
                var groups = parsed.GetValue(group) is { } one
                    ? [one]
                    : (await registry.ListGroupsAsync(cancel).ConfigureAwait(false)).Select(found => found.Name);
                foreach (var name in groups)
                    versions.AddRange(await registry.ListVersionsAsync(name, cancel).ConfigureAwait(false));
            }

            if (versions.Count == 0 && parsed.GetValue(group) is { } missing)
                throw new CommandException(
                    ExitCodes.Failed, $"there is no model group '{missing}' here; 'pipelines models list' shows all.");

            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, versions);
            else if (versions.Count == 0) await terminal.Errors.WriteLineAsync(
                "No models yet. A step of type 'register' makes a version.").ConfigureAwait(false);
            else terminal.Tables().Write(TableOf(versions));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Describe(CommandTerminal terminal, TimeProvider time)
    {
        var (group, version) = Version();
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command(
            "describe", "Show a version: model, metrics, origin, approval.") { group, version, state, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var found = await FindAsync(parsed, group, version, state, time, cancel).ConfigureAwait(false);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, found);
            else terminal.Tables().Write(ProgressView.Render(ModelText.Of(found)));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Decide(
        string word, ModelApproval approval, string description, CommandTerminal terminal, TimeProvider time)
    {
        var (group, version) = Version();
        var note = new Option<string?>("--note") { Description = "Why; stored with the version.", HelpName = "TEXT" };
        var by =
            new Option<string>(
            "--by") { Description = "Who decides. Default: the user's name.", HelpName = "NAME", DefaultValueFactory =
            _ => Environment.UserName };
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command(word, description) { group, version, note, by, state, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var found = await FindAsync(parsed, group, version, state, time, cancel).ConfigureAwait(false);
            var decided = await Open(parsed, state, time)!
                .DecideAsync(found.Group, found.Version, approval, parsed.GetRequiredValue(by), parsed.GetValue(note),
                    cancel).ConfigureAwait(false);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, decided);
            else await terminal.Output.WriteLineAsync(
                $"{decided.Group} version {decided.Version}: {ModelApprovals.Word(decided.Approval)}")
                .ConfigureAwait(false);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static (Argument<string> Group, Argument<int> Version) Version()
    {
        var group = new Argument<string>("group") { Description = "The model group.", HelpName = "GROUP" };
        var version = new Argument<int>("version") { Description = "The version's number.", HelpName = "VERSION" };
        version.Validators.Add(found => Numbers.AtLeast(found, 1));
        return (group, version);
    }

    private static SqliteModelRegistry? Open(ParseResult parsed, Option<string?> state, TimeProvider time)
    {
        var layout = new StateLayout(StateDirectory.Find(parsed.GetValue(state), Directory.GetCurrentDirectory()));
        return File.Exists(layout.RegistryDatabase) ? new SqliteModelRegistry(layout.RegistryDatabase, time) : null;
    }

    private static async Task<ModelVersion> FindAsync(
        ParseResult parsed, Argument<string> group, Argument<int> version, Option<string?> state, TimeProvider time,
        CancellationToken cancel)
    {
        var (name, number) = (parsed.GetRequiredValue(group), parsed.GetRequiredValue(version));
        var registry = Open(parsed, state, time);
        return (registry is null ? null : await registry.FindAsync(name, number, cancel).ConfigureAwait(false))
            ?? throw new CommandException(
                ExitCodes.Failed, $"there is no version {number} of '{name}' here; 'pipelines models list' shows all.");
    }

    private static Table TableOf(IEnumerable<ModelVersion> versions)
    {
        var table = new Table().Border(TableBorder.None).AddColumns(
            "GROUP", "VERSION", "APPROVAL", "CREATED (UTC)", "EXECUTION");
        foreach (var one in versions)
        {
            table.AddRow(
                new Text(one.Group),
                new Text($"{one.Version}"),
                new Text(ModelApprovals.Word(one.Approval)),
                new Text(one.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss")),
                new Text(one.Context.ExecutionId));
        }

        return table;
    }
}
