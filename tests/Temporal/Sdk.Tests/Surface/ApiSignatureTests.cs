using System.Globalization;
using Temporalio.Client;
using Temporalio.Testing;

namespace Temporalio.Tests.Surface;

/// <summary>
/// What the managed SDK shows, the official one has with the same signature: programs written against one compile
/// against the other. What the managed SDK lacks is no fault; it is printed, with the share that is there.
/// </summary>
public sealed class ApiSignatureTests
{
    private static readonly IReadOnlyDictionary<(string Namespace, string Name), ApiType> Listed = ListedApi.Load();

    [Fact]
    public void PublicTypes_OfTheManagedSdk_StandInTheOfficialListWithTheSameHead()
    {
        // Act
        var faults = new List<string>();
        foreach (var type in OurTypes())
        {
            if (!Listed.TryGetValue((type.Namespace, type.Name), out var official))
            {
                faults.Add($"{type.Namespace}: extra type: {type.Head}");
            }
            else if (official.SortedHead != type.SortedHead)
            {
                faults.Add($"{type.Namespace}: ours: {type.Head} | official: {official.Head}");
            }
        }

        // Assert
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void PublicMembers_OfTheManagedSdk_StandInTheOfficialListWithTheSameSignature()
    {
        // Act
        var faults = new List<string>();
        foreach (var type in OurTypes())
        {
            if (Listed.TryGetValue((type.Namespace, type.Name), out var official))
            {
                faults.AddRange(type.Members.Except(official.Members)
                    .Select(member => $"{type.Namespace}.{type.Name}: {member}"));
            }
        }

        // Assert
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Coverage_OfTheOfficialList_IsPrintedByNamespace()
    {
        // Arrange
        var ours = OurTypes().ToDictionary(type => (type.Namespace, type.Name));
        var output = TestContext.Current.TestOutputHelper!;
        var (present, total) = (0, 0);

        // Act
        foreach (var space in Listed.Values.GroupBy(type => type.Namespace))
        {
            var (there, all) = (0, 0);
            var missing = new List<string>();
            foreach (var official in space)
            {
                var mine = ours.GetValueOrDefault((official.Namespace, official.Name));
                string[] lacking = [.. official.Members.Except(mine?.Members ?? [])];
                all += 1 + official.Members.Count;
                there += mine == null ? 0 : 1 + official.Members.Count - lacking.Length;
                missing.AddRange(mine == null
                    ? [$"{official.Head} (with {official.Members.Count} members)"]
                    : lacking.Select(member => $"{official.Name}: {member}"));
            }

            (present, total) = (present + there, total + all);
            output.WriteLine($"{space.Key}: {Share(there, all)}");
            missing.ForEach(line => output.WriteLine("  missing: " + line));
        }

        output.WriteLine($"Coverage of the official API: {Share(present, total)}");

        // Assert
        Assert.InRange(present, 1, total);
    }

    private static string Share(int present, int total) => string.Create(
        CultureInfo.InvariantCulture, $"{present} of {total} ({100.0 * present / total:0.0} %)");

    // The list leaves out what is generated from protos, and the hosting package's extensions of IServiceCollection,
    // which that package has in this namespace too. What is embedded is no part of the official SDK, except the types
    // of its testing namespace.
    private static bool IsUnlisted(string space) =>
        space.StartsWith("Temporalio.Api", StringComparison.Ordinal)
        || space is "Microsoft.Extensions.DependencyInjection" or "Temporalio.Embedded";

    private static IEnumerable<ApiType> OurTypes()
    {
        var signatures = new MemberSignatures();
        return typeof(TemporalClient).Assembly.GetExportedTypes()
            .Concat(typeof(WorkflowEnvironment).Assembly.GetExportedTypes())
            .Where(type => !IsUnlisted(type.Namespace!))
            .Select(type => new ApiType(type.Namespace!, TypeSignature.Of(type), [.. signatures.Of(type)]));
    }
}
