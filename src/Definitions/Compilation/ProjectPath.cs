namespace Pipelines.Definitions.Compilation;

/// <summary>Paths inside a project.</summary>
internal static class ProjectPath
{
    /// <summary>Returns the path relative to the project's folder; null, with the reason, when it leads out of
    /// it.</summary>
    /// <param name="from">The file in which the path is written, relative to the project's folder.</param>
    /// <param name="path">The path as written, relative to that file's folder.</param>
    /// <param name="reason">The rest of a sentence that begins with the path.</param>
    public static string? Resolve(string from, string path, out string reason)
    {
        reason = "";
        if (string.IsNullOrWhiteSpace(path)) reason = "is empty";
        else if (path.Length > 1_024) reason = "is longer than 1,024 characters";
        else if (path.Any(char.IsControl)) reason = "holds a control character";
        else if (path.Contains('\\', StringComparison.Ordinal)) reason = "holds a '\\'";
        else if (path[0] == '/' || (path.Length > 1 && path[1] == ':')) reason = "is absolute";
        if (reason.Length > 0) return null;

        var parts = new List<string>(from.Split('/')[..^1]);
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                reason = "leads out of the project";
                return null;
            }
        }

        if (parts.Count > 0) return string.Join('/', parts);
        reason = "names no file";
        return null;
    }
}
