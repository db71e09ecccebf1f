namespace Pipelines.Activities.Components.BuiltIn;

/// <summary>A table as numbers and labels.</summary>
/// <param name="Columns">The features' names.</param>
/// <param name="Features">For each row a number for each column.</param>
/// <param name="IsPositive">For each row whether it has the positive label.</param>
internal sealed record LabeledData(IReadOnlyList<string> Columns, double[][] Features, bool[] IsPositive)
{
    /// <summary>Reads a table.</summary>
    /// <param name="table">Its rows must be clean.</param>
    /// <param name="target">The label's column.</param>
    /// <param name="positive">The positive label.</param>
    /// <param name="columns">The features, in order; null means all columns but the target.</param>
    /// <exception cref="ComponentException">A column is missing, a cell is no number, or there are no rows.</exception>
    public static LabeledData From(Table table, string target, string positive, IReadOnlyList<string>? columns)
    {
        var label = table.IndexOf(target);
        columns ??= [.. table.Columns.Where(column => column != target)];
        if (table.Rows.Count == 0 || columns.Count == 0) throw Bad("the table has no rows or no feature columns");
        var places = columns.Select(table.IndexOf).ToArray();
        var features = new double[table.Rows.Count][];
        var isPositive = new bool[table.Rows.Count];
        for (var row = 0; row < features.Length; row++)
        {
            var cells = table.Rows[row];
            if (cells.Count != table.Columns.Count)
                throw Bad($"row {row + 1} has {cells.Count} cells; the table has {table.Columns.Count} columns");
            features[row] = new double[places.Length];
            for (var i = 0; i < places.Length; i++)
                features[row][i] = Table.Number(cells[places[i]])
                    ?? throw Bad($"row {row + 1}, column '{columns[i]}': '{cells[places[i]]}' is no finite number");
            isPositive[row] = cells[label] == positive;
        }

        return new LabeledData(columns, features, isPositive);
    }

    private static ComponentException Bad(string message) => new(message, "BadInput", nonRetryable: true);
}
