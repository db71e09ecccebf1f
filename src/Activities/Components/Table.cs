using System.Globalization;
using CsvHelper;

namespace Pipelines.Activities.Components;

/// <summary>A small table of text cells, read from and written as CSV with a header.</summary>
/// <param name="Columns">Column names, in order.</param>
/// <param name="Rows">Rows; each has a cell for every column.</param>
public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Reads CSV (RFC 4180). A row of another length than the header's is kept as it is.</summary>
    /// <exception cref="FormatException">There is no header, two columns have one name, or a quotation is
    /// broken.</exception>
    public static Table Read(TextReader reader)
    {
        try
        {
            using var csv = CsvReader.Create(
                reader, new CsvReaderOptions { TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw },
                leaveOpen: true);
            csv.ReadHeader();
            string[] columns = [.. csv.Headers];
            if (columns.Length == 0)
                throw new FormatException("the table is empty; its first line must name the columns");
            if (columns.GroupBy(name => name, StringComparer.Ordinal)
                .FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new FormatException($"the table has two columns '{twice.Key}'");
            var rows = new List<IReadOnlyList<string>>();
            while (csv.Read())
            {
                var row = new string[csv.FieldCount];
                for (var i = 0; i < row.Length; i++) row[i] = csv.GetString(i);
                rows.Add(row);
            }

            return new Table(columns, rows);
        }
        catch (CsvFormatException error)
        {
            throw new FormatException($"the table is not CSV: {error.Message}", error);
        }
    }

    /// <summary>Writes CSV with a header, lines ended by a line feed.</summary>
    public void Write(TextWriter writer)
    {
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteRecord([.. Columns]);
        foreach (var row in Rows) csv.WriteRecord([.. row]);
        csv.Flush();
    }

    /// <summary>Returns the place of a column, from 0.</summary>
    /// <exception cref="ComponentException">There is none of that name.</exception>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column) return i;
        }

        throw new ComponentException(
            $"the table has no column '{column}'; it has {string.Join(", ", Columns.Take(40))}", "BadInput",
            nonRetryable: true);
    }

    /// <summary>Returns a cell as a finite number; null when it is none.</summary>
    public static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? number : null;
}
