using Pipelines.Activities.Components;
using Pipelines.Activities.Components.BuiltIn;

namespace Pipelines.Activities.Tests.Components;

public sealed class ClassifierTests
{
    [Fact]
    public void Compute_SmallExample_HasTheValuesWorkedOutByHand()
    {
        // 2 of 3 positives found at 0.5, 1 of 2 negatives; pairs ranked right:
        // (0.9>0.6)(0.9>0.2)(0.7>0.6)(0.7>0.2)(0.4>0.2) = 5 of 6
        var report = ClassifierReport.Compute([0.9, 0.7, 0.4, 0.6, 0.2], [true, true, true, false, false], 0.5);

        Assert.Equal(new ConfusionCounts(2, 1, 1, 1), report.Confusion);
        Assert.Equal(0.6, report.Accuracy, 12);
        Assert.Equal(5.0 / 6, report.Auc!.Value, 12);
        Assert.Equal(2.0 / 3, report.Precision, 12);
        Assert.Equal(2.0 / 3, report.Recall, 12);
        Assert.Equal(2.0 / 3, report.F1, 12);
        Assert.Equal(
            -(Math.Log(0.9) + Math.Log(0.7) + Math.Log(0.4) + Math.Log(0.4) + Math.Log(0.8)) / 5, report.LogLoss, 12);
    }

    [Theory]
    [InlineData(new[] { 0.5, 0.5, 0.5, 0.5 }, 0.5)] // all tied: chance
    [InlineData(new[] { 0.8, 0.5, 0.5, 0.1 }, 0.875)] // one tie of four pairs counts half
    [InlineData(new[] { 0.1, 0.2, 0.8, 0.9 }, 0.0)] // all the wrong way round
    public void Compute_Ties_CountHalfInTheArea(double[] probabilities, double expected)
    {
        var report = ClassifierReport.Compute(probabilities, [true, true, false, false], 0.5);

        Assert.Equal(expected, report.Auc!.Value, 12);
    }

    [Fact]
    public void Compute_OneClassOnly_HasNoAreaAndNoDivisionByZero()
    {
        var report = ClassifierReport.Compute([0.1, 0.2], [false, false], 0.5);

        Assert.Null(report.Auc);
        Assert.Equal((1.0, 0.0, 0.0, 0.0), (report.Accuracy, report.Precision, report.Recall, report.F1));
    }

    [Fact]
    public void Compute_CertainAndWrong_HasAFiniteLogLoss()
    {
        var report = ClassifierReport.Compute([0.0], [true], 0.5);

        Assert.Equal(-Math.Log(1e-15), report.LogLoss, 9);
    }

    [Fact]
    public void Fit_OneBinaryFeature_FindsTheShareOfEachGroup()
    {
        // Arrange: the maximum-likelihood fit of one binary feature is the share of positives in each group: 1 of 4
        // and 3 of 4
        double[][] features = [[0], [0], [0], [0], [1], [1], [1], [1]];
        bool[] labels = [true, false, false, false, true, true, true, false];

        // Act
        var (model, loss) = LogisticTraining.Fit(
            new LabeledData(["x"], features, labels), "y", "1", rate: 1, epochs: 2000, l2: 0, seed: 1, (_, _) => { });

        // Assert
        Assert.Equal(0.25, model.Predict([0]), 9);
        Assert.Equal(0.75, model.Predict([1]), 9);
        Assert.Equal(-((0.25 * Math.Log(0.25)) + (0.75 * Math.Log(0.75))), loss, 9);
    }

    [Fact]
    public void Fit_WithPenalty_GradientVanishesAtTheSolution()
    {
        // Arrange
        var random = new Random(5);
        var features = Enumerable.Range(0, 60).Select(_ => new[] { random.NextDouble() * 100, random.NextDouble() }).ToArray();
        var labels = features.Select(row => row[0] / 100 + row[1] + random.NextDouble() > 1.4).ToArray();
        const double L2 = 0.1;

        // Act
        var (model, _) = LogisticTraining.Fit(
            new LabeledData(["a", "b"], features, labels), "y", "1", rate: 1, epochs: 3000, L2, seed: 1, (_, _) => { });

        // Assert: mean of (p - y) x + l2 w = 0 for standardized x
        for (var column = 0; column < 2; column++)
        {
            var gradient = features.Select((row, i) =>
                (model.Predict(row) - (labels[i] ? 1 : 0)) * (row[column] - model.Means[column]) / model.Scales[column]).Average() + (L2 * model.Weights[column]);
            Assert.Equal(0, gradient, 9);
        }
    }

    [Fact]
    public void Fit_ConstantColumn_IsIgnored()
    {
        double[][] features = [[0, 5], [1, 5], [0, 5], [1, 5]];

        var (model, _) = LogisticTraining.Fit(new LabeledData(["x", "constant"], features, [false, true, true, false]), "y", "1", 0.5, 500, 0.01, 1, (_, _) => { });

        Assert.Equal(0.5, model.Predict([0, 5]), 3);
    }

    [Fact]
    public void Fit_RateTooLarge_SaysSo()
    {
        double[][] features = [[0], [1], [2], [3]];

        var error = Assert.Throws<ComponentException>(() =>
            LogisticTraining.Fit(new LabeledData(["x"], features, [false, true, false, true]), "y", "1", 1e200, 50, 0.1, 1, (_, _) => { }));

        Assert.Contains("smaller rate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Split_SameSeed_IsTheSameAndStratified()
    {
        // Arrange
        var table = new Table(["x", "label"], [.. Enumerable.Range(0, 100).Select(i => (IReadOnlyList<string>)[$"{i}", i < 20 ? "rare" : "common"])]);

        // Act
        var first = TableSplit.Split(table, "label", 0.25, seed: 42);
        var again = TableSplit.Split(table, "label", 0.25, seed: 42);
        var other = TableSplit.Split(table, "label", 0.25, seed: 43);

        // Assert
        Assert.Equal(first.Test.Rows, again.Test.Rows);
        Assert.NotEqual(first.Test.Rows.Select(row => row[0]), other.Test.Rows.Select(row => row[0]));
        Assert.Equal((5, 20), (first.Test.Rows.Count(row => row[1] == "rare"), first.Test.Rows.Count(row => row[1] == "common")));
        Assert.Equal(Enumerable.Range(0, 100), first.Train.Rows.Concat(first.Test.Rows).Select(row => int.Parse(row[0], null)).Order());
        Assert.Equal(first.Train.Rows.Select(row => int.Parse(row[0], null)).Order(), first.Train.Rows.Select(row => int.Parse(row[0], null)));
    }

    [Fact]
    public void Split_BadRows_AreDroppedAndCounted()
    {
        // Arrange
        var table = Table.Read(new StringReader("x,label\n1,a\n,a\nNaN,a\n3\n4,a,extra\n5,\n6,b\ninf,b\n 7 , b \n"));

        // Act
        var split = TableSplit.Split(table, "label", 0.5, seed: 1);

        // Assert
        Assert.Equal((3, 6), (split.Kept, split.Dropped));
        Assert.Equal(["1", "6", "7"], split.Train.Rows.Concat(split.Test.Rows).Select(row => row[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0.0, "label", "above 0 and below 1")]
    [InlineData(1.0, "label", "above 0 and below 1")]
    [InlineData(0.5, "lable", "no column 'lable'; it has x, label")]
    public void Split_WrongArguments_AreNamed(double fraction, string target, string expected)
    {
        var error = Assert.Throws<ComponentException>(
            () => TableSplit.Split(new Table(["x", "label"], [["1", "a"]]), target, fraction, 1));

        Assert.True(error.NonRetryable);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_QuotedCells_ComeBackAsTheyWere()
    {
        // Arrange
        var table = new Table(["name", "note"], [["a,b", "say \"hi\""], ["line\nbreak", ""]]);
        var text = new StringWriter();

        // Act
        table.Write(text);
        var back = Table.Read(new StringReader(text.ToString()));

        // Assert
        Assert.Equal(table.Rows, back.Rows);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,a\n1,2\n", "two columns 'a'")]
    [InlineData("a,b\n\"1,2\n", "not CSV")]
    public void Table_Malformed_SaysWhy(string text, string expected)
    {
        var error = Assert.Throws<FormatException>(() => Table.Read(new StringReader(text)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
