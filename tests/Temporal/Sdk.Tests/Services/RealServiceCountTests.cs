using System.Reflection;

namespace Temporalio.Tests.Services;

/// <summary>Keeps the promise of how much runs on a real server.</summary>
public sealed class RealServiceCountTests
{
    [Fact]
    public void Tests_OnARealServer_AreAtLeastOneHundredAndFifty()
    {
        // Act: a class that takes the real service; each row of a theory is a test.
        var tests = typeof(RealServiceCountTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetConstructors().Any(TakesARealService))
            .SelectMany(type => type.GetMethods())
            .Sum(CountOf);

        // Assert
        TestContext.Current.TestOutputHelper!.WriteLine($"{tests} tests run on a real server");
        Assert.True(tests >= 150, $"{tests} tests run on a real server; at least 150 are promised.");
    }

    private static bool TakesARealService(ConstructorInfo constructor) => constructor.GetParameters()
        .Any(parameter => parameter.ParameterType == typeof(RealService)
            || parameter.ParameterType == typeof(Scenarios.Scripts.ScriptRunsOnReal));

    private static int CountOf(MethodInfo method)
    {
        if (method.GetCustomAttribute<FactAttribute>() is not { } test)
            return 0;
        if (test is not TheoryAttribute)
            return 1;
        return method.GetCustomAttributes<MemberDataAttribute>().Any()
            ? Scenarios.Scripts.ScriptRuns.Scripts.Count
            : method.GetCustomAttributes<InlineDataAttribute>().Count();
    }
}
