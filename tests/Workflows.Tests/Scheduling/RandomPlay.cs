using Pipelines.Workflows.Scheduling;

namespace Pipelines.Workflows.Tests.Scheduling;

/// <summary>Ends running steps in an order that a seed decides; which jobs fail is decided by their paths alone.</summary>
internal static class RandomPlay
{
    public static bool IsBroken(string path, int seed) =>
        path.Aggregate((uint)seed, (hash, letter) => (hash * 31) + letter) % 5 == 0;

    public static Execution To(Execution execution, int seed, bool mayCancel = false)
    {
        var random = new Random(seed + 1);
        while (execution.Outcome is null)
        {
            Assert.NotEmpty(execution.Running); // else nothing would ever happen again
            if (mayCancel && random.Next(12) == 0)
            {
                execution.Cancel();
                if (execution.Outcome is not null) break;
                Assert.NotEmpty(execution.Running);
            }

            var path = execution.Running[random.Next(execution.Running.Count)];
            if (execution.Cancelling.Contains(path) && random.Next(2) == 0)
            {
                execution.Happens(new FlowEvent.StepCancelled(path));
            }
            else if (IsBroken(path, seed))
            {
                execution.Fails(path);
            }
            else
            {
                execution.Complete(path, ("o", path));
            }
        }

        Assert.Empty(execution.Running);
        return execution;
    }
}
