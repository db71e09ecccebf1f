using Pipelines.Starter.Commands;

namespace Pipelines.Starter.Hosting;

/// <summary>Reads the API keys of <c>pipelines server</c>.</summary>
internal static class ServerApiKeys
{
    private const int Shortest = 16;

    /// <summary>Returns the keys; none when neither a file nor a variable names any.</summary>
    /// <param name="file">A file with a key a line; empty lines and those that begin with <c>#</c> do not
    /// count.</param>
    /// <param name="variable">A key, used where <paramref name="file"/> is null.</param>
    /// <exception cref="CommandException">The file cannot be read or holds no key, or a key is too short.</exception>
    public static IReadOnlyList<string> Read(string? file, string? variable)
    {
        if (file is null)
            return string.IsNullOrWhiteSpace(variable) ? []
                : [Checked(variable.Trim(), $"the key in {ServerOptions.ApiKeyVariable}")];
        var keys = Lines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => Checked(line, $"a key in {file}")).ToList();

        // A file that was emptied by mistake must not let everybody in.
        return keys.Count > 0 ? keys : throw Refused($"--api-key-file {file} holds no key; one a line belongs there.");
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Refused($"--api-key-file {file} cannot be read: {refused.Message}", refused);
        }
    }

    private static string Checked(string key, string what) =>
        key.Length >= Shortest && key.All(one => one is > ' ' and <= '~')
        ? key
        : throw Refused($"{what} has {key.Length} characters; at least {Shortest} are needed, printable ASCII "
        + "without spaces: openssl rand -hex 32");

    private static CommandException Refused(string message, Exception? cause = null) =>
        new(ExitCodes.InvalidInput, message, cause) { Code = ServerFaultCodes.ApiKeys };
}
