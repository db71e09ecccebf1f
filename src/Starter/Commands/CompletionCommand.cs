using System.CommandLine;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary>
/// <c>pipelines completion bash|zsh|fish</c>: a script for the shell, which asks the program itself for words.
/// </summary>
public static class CompletionCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command =
            new Command("completion", "Print a completion script: eval \"$(pipelines completion bash)\".") { shell };
        command.SetAction(parsed =>
        {
            terminal.Output.WriteLine(Script(parsed.GetRequiredValue(shell)));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string Script(string shell) => shell switch
    {
        "bash" => """
            _pipelines() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(pipelines "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
              [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -F _pipelines pipelines
            """,
        "zsh" => """
            _pipelines() {
              local -a words_found
              words_found=("${(@f)$(pipelines "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              compadd -a words_found
              _files
            }
            compdef _pipelines pipelines
            """,
        _ => """
            complete -c pipelines -a '(pipelines "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
            """,
    };
}
