using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Tests.Artifacts;

public sealed class ArtifactImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileArtifactStore _store;

    public ArtifactImportTests() => _store = new FileArtifactStore(_folder["store"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_RelativeCsv_IsATableUnderItsOwnName()
    {
        // Arrange
        _folder.Write("project/data/x.csv", "a,b\n1,2\n");

        // Act
        var value = await ArtifactImport.ImportAsync(
            _store, ParameterType.File, _folder["project"], "data/x.csv", Cancel);

        // Assert
        var artifact = ArtifactValue.Read(value)!;
        Assert.Equal(("x.csv", ArtifactKind.Table, 8L), (artifact.Name, artifact.Kind, artifact.Size));
        Assert.True(_store.Exists(artifact.Digest));
    }

    [Fact]
    public async Task Import_Directory_HoldsAllBelowIt()
    {
        // Arrange
        _folder.Write("project/images/cats/1.txt", "miau");

        // Act
        var value = await ArtifactImport.ImportAsync(
            _store, ParameterType.Directory, _folder["project"], "images/", Cancel);

        // Assert
        var manifest = await _store.ReadManifestAsync(ArtifactValue.Read(value)!, Cancel);
        Assert.Equal("cats/1.txt", Assert.Single(manifest.Entries).Path);
    }

    [Theory]
    [InlineData(ParameterType.File, "images", "is a directory")]
    [InlineData(ParameterType.Directory, "x.csv", "is a file")]
    [InlineData(ParameterType.File, "nothing.csv", "does not exist")]
    public async Task Import_NotOfTheType_SaysWhatIsThere(ParameterType type, string path, string expected)
    {
        // Arrange
        _folder.Write("images/1.txt", "");
        _folder.Write("x.csv", "");

        // Act
        var error = await Assert.ThrowsAsync<ArtifactException>(
            () => ArtifactImport.ImportAsync(_store, type, _folder.Root, path, Cancel));

        // Assert
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$artifact":{"digest":"sha256:abc","kind":"file","name":"a","size":1}}""")]
    [InlineData("""{"$artifact":{"digest":"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","kind":"file","name":"../a","size":1}}""")]
    [InlineData("""{"$artifact":5}""")]
    public void Read_ReferenceThatSomebodyMadeUp_IsRefused(string json)
    {
        using var document = JsonDocument.Parse(json);

        var error = Assert.Throws<ArtifactException>(() => ArtifactValue.Read(document.RootElement));

        Assert.Equal(ArtifactFault.Refused, error.Fault);
    }

    [Fact]
    public void Read_OtherValue_IsNoArtifact()
    {
        using var document = JsonDocument.Parse("""{"artifact":{}}""");

        Assert.Null(ArtifactValue.Read(document.RootElement));
    }
}
