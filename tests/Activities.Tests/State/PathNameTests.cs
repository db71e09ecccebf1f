using Pipelines.Activities.State;

namespace Pipelines.Activities.Tests.State;

public sealed class PathNameTests
{
    [Theory]
    [InlineData("sweep[2].train", "sweep[2].train")]
    [InlineData("..", "%2E.")]
    [InlineData(".hidden", "%2Ehidden")]
    [InlineData("a/../b", "a%2F..%2Fb")]
    [InlineData("ä", "%C3%A4")]
    [InlineData("100%", "100%25")]
    public void Escape_Name_IsReadableAndOnePart(string text, string expected) =>
        Assert.Equal(expected, PathName.Escape(text));

    [Fact]
    public void Escape_LongNamesThatDifferAtTheEnd_StayDifferentAndShort()
    {
        // Arrange
        var first = new string('a', 300) + "1";
        var second = new string('a', 300) + "2";

        // Act
        var names = new[] { PathName.Escape(first), PathName.Escape(second) };

        // Assert
        Assert.NotEqual(names[0], names[1]);
        Assert.All(names, name => Assert.Equal(120, name.Length));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a\\b")]
    public void Confine_PathThatMayLeave_IsRefused(string path)
    {
        using var folder = new TemporaryFolder();

        var refused = Assert.Throws<PathRefusedException>(() => PathName.Confine(folder.Root, path));

        Assert.Equal(path, refused.RefusedPath);
    }

    [Fact]
    public void Confine_ThroughASymbolicLink_IsRefused()
    {
        // Arrange
        using var folder = new TemporaryFolder();
        using var outside = new TemporaryFolder();
        File.CreateSymbolicLink(folder["link"], outside.Root);

        // Act and Assert
        Assert.Throws<PathRefusedException>(() => PathName.Confine(folder.Root, "link/secret"));
    }

    [Fact]
    public void Confine_NestedPath_LiesBelow()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(folder["a/b.csv"], PathName.Confine(folder.Root, "a/./b.csv"));
    }
}
