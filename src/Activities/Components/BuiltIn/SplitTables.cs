namespace Pipelines.Activities.Components.BuiltIn;

/// <summary>What <c>tabular.clean-and-split</c> returns.</summary>
/// <param name="Train">Rows to train on.</param>
/// <param name="Test">Rows to test on.</param>
/// <param name="Kept">How many rows both hold.</param>
/// <param name="Dropped">How many rows were not usable.</param>
public sealed record SplitTables(Table Train, Table Test, int Kept, int Dropped);
