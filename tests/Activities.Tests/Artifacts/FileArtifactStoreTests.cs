using System.Text;
using Pipelines.Activities.Artifacts;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Tests.Artifacts;

public sealed class FileArtifactStoreTests : IDisposable
{
    private const string DigestOfAbc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, appendix B.1

    private readonly TemporaryFolder _folder = new();
    private readonly FileArtifactStore _store;

    public FileArtifactStoreTests() => _store = new FileArtifactStore(_folder["store"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PutFile_KnownContent_IsNamedByItsSha256()
    {
        var artifact = await _store.PutFileAsync(_folder.Write("a.txt", "abc"), ArtifactKind.File, "a.txt", Cancel);

        Assert.Equal(new ArtifactReference(DigestOfAbc, ArtifactKind.File, "a.txt", 3), artifact);
        Assert.Equal("abc", await File.ReadAllTextAsync(_folder["store/sha256/ba/" + DigestOfAbc[9..]], Cancel));
    }

    [Fact]
    public async Task Put_SameContentByManyAtOnce_IsStoredOnceAndWhole()
    {
        // Arrange
        var other = new FileArtifactStore(_folder["store"]); // as a second process would see it
        var content = new byte[300_000];
        new Random(7).NextBytes(content);

        // Act
        var artifacts = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            using var stream = new MemoryStream(content);
            return await (i % 2 == 0 ? _store : other).PutStreamAsync(stream, ArtifactKind.File, "x", Cancel);
        })));

        // Assert
        var artifact = Assert.Single(artifacts.Distinct());
        Assert.Single(Directory.GetFiles(_folder["store"], "*", SearchOption.AllDirectories));
        await using var read = await _store.OpenAsync(artifact, Cancel);
        var bytes = new byte[content.Length];
        await read.ReadExactlyAsync(bytes, Cancel);
        Assert.Equal(content, bytes);
    }

    [Fact]
    public async Task Open_ContentChangedOnDisk_IsNamedCorrupted()
    {
        // Arrange
        var artifact = await PutAsync("abc", "train.csv");
        Overwrite(artifact, "abd");

        // Act
        var error = await Assert.ThrowsAsync<ArtifactException>(() => _store.OpenAsync(artifact, Cancel));

        // Assert
        Assert.Equal(ArtifactFault.Corrupted, error.Fault);
        Assert.Contains("train.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains(DigestOfAbc, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Materialize_ContentChangedOnDisk_LeavesNoFile()
    {
        // Arrange
        var artifact = await PutAsync("abc", "train.csv");
        Overwrite(artifact, "abd");

        // Act
        var error = await Assert.ThrowsAsync<ArtifactException>(
            () => _store.MaterializeAsync(artifact, _folder["out/train.csv"], Cancel));

        // Assert
        Assert.Equal(ArtifactFault.Corrupted, error.Fault);
        Assert.False(File.Exists(_folder["out/train.csv"]));
    }

    [Fact]
    public async Task Put_OverACorruptedArtifact_HealsIt()
    {
        // Arrange
        var artifact = await PutAsync("abc", "a");
        Overwrite(artifact, "abd");

        // Act
        await PutAsync("abc", "a");

        // Assert
        await using var read = await _store.OpenAsync(artifact, Cancel);
        Assert.Equal("abc", await new StreamReader(read).ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task Materialize_ProgramChangesItsCopy_StoreStaysAsItWas()
    {
        // Arrange
        var artifact = await PutAsync("abc", "a");
        await _store.MaterializeAsync(artifact, _folder["in/a"], Cancel);
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(_folder["in/a"]));

        // Act
        File.SetUnixFileMode(_folder["in/a"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(_folder["in/a"], "changed", Cancel);

        // Assert
        await using var read = await _store.OpenAsync(artifact, Cancel);
        Assert.Equal("abc", await new StreamReader(read).ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task PutDirectory_SameContentElsewhere_HasTheSameDigestAndComesBackWhole()
    {
        // Arrange
        foreach (var root in new[] { "one", "two" })
        {
            _folder.Write($"{root}/b/deep.txt", "deep");
            _folder.Write($"{root}/a.txt", "abc");
            Directory.CreateDirectory(_folder[$"{root}/empty"]);
        }

        // Act
        var one = await _store.PutDirectoryAsync(_folder["one"], ArtifactKind.Directory, "one", Cancel);
        var two = await _store.PutDirectoryAsync(_folder["two"], ArtifactKind.Directory, "one", Cancel);
        await _store.MaterializeAsync(one, _folder["back"], Cancel);

        // Assert
        Assert.Equal(one, two);
        Assert.Equal(7, one.Size);
        Assert.Equal("deep", await File.ReadAllTextAsync(_folder["back/b/deep.txt"], Cancel));
        Assert.True(Directory.Exists(_folder["back/empty"]));
        var manifest = await _store.ReadManifestAsync(one, Cancel);
        Assert.Equal(["a.txt", "b/deep.txt", "empty/"], manifest.Entries.Select(entry => entry.Path));
    }

    [Fact]
    public async Task Materialize_OneFileOfADirectoryCorrupted_IsNamed()
    {
        // Arrange
        _folder.Write("dir/sub/a.txt", "abc");
        var artifact = await _store.PutDirectoryAsync(_folder["dir"], ArtifactKind.Model, "model", Cancel);
        Overwrite(new ArtifactReference(DigestOfAbc, ArtifactKind.File, "a", 3), "abd");

        // Act
        var error = await Assert.ThrowsAsync<ArtifactException>(
            () => _store.MaterializeAsync(artifact, _folder["out"], Cancel));

        // Assert
        Assert.Contains("model/sub/a.txt", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutDirectory_WithASymbolicLink_IsRefused()
    {
        // Arrange
        _folder.Write("dir/a.txt", "abc");
        File.CreateSymbolicLink(_folder["dir/link"], "/etc/passwd");

        // Act
        var error = await Assert.ThrowsAsync<ArtifactException>(
            () => _store.PutDirectoryAsync(_folder["dir"], ArtifactKind.Directory, "dir", Cancel));

        // Assert
        Assert.Equal(ArtifactFault.Refused, error.Fault);
        Assert.Contains("symbolic link", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/proc/self/fd/0")] // a link, and behind it no regular file
    public async Task PutFile_NoRegularFile_IsRefusedWithoutReading(string path)
    {
        var error = await Assert.ThrowsAsync<ArtifactException>(
            () => _store.PutFileAsync(path, ArtifactKind.File, "x", Cancel));

        Assert.Equal(ArtifactFault.Refused, error.Fault);
    }

    [Fact]
    public async Task PutDirectory_AboveALimit_IsRefused()
    {
        // Arrange
        _folder.Write("dir/a/b/c.txt", "abc");
        var shallow = new FileArtifactStore(_folder["s1"], new ArtifactLimits { Depth = 1 });
        var few = new FileArtifactStore(_folder["s2"], new ArtifactLimits { Entries = 2 });
        var small = new FileArtifactStore(_folder["s3"], new ArtifactLimits { Bytes = 2 });

        // Act and Assert
        foreach (var store in new[] { shallow, few, small })
        {
            var error = await Assert.ThrowsAsync<ArtifactException>(
                () => store.PutDirectoryAsync(_folder["dir"], ArtifactKind.Directory, "dir", Cancel));
            Assert.Equal(ArtifactFault.Refused, error.Fault);
        }
    }

    [Theory]
    [InlineData("sha256:../../../../etc/passwd")]
    [InlineData("sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("md5:900150983cd24fb0d6963f7d28e17f72")]
    public async Task Open_MalformedDigest_IsRefusedBeforeAnyPathIsMade(string digest)
    {
        var error = await Assert.ThrowsAsync<ArtifactException>(
            () => _store.OpenAsync(new ArtifactReference(digest, ArtifactKind.File, "x", 1), Cancel));

        Assert.Equal(ArtifactFault.Refused, error.Fault);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/evil")]
    [InlineData("a//b")]
    public void ParseManifest_PathThatLeavesTheDirectory_IsRefused(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(
            $$"""{"version":1,"entries":[{"path":"{{path}}","digest":"{{DigestOfAbc}}","size":3}]}""");

        var error = Assert.Throws<ArtifactException>(() => DirectoryManifest.Parse(bytes));

        Assert.Equal(ArtifactFault.Refused, error.Fault);
    }

    [Fact]
    public async Task Delete_Stored_IsGoneAndNamedMissing()
    {
        // Arrange
        var artifact = await PutAsync("abc", "a");

        // Act
        var deleted = new[] { _store.Delete(artifact.Digest), _store.Delete(artifact.Digest) };

        // Assert
        Assert.Equal([true, false], deleted);
        Assert.False(_store.Exists(artifact.Digest));
        var error = await Assert.ThrowsAsync<ArtifactException>(() => _store.OpenAsync(artifact, Cancel));
        Assert.Equal(ArtifactFault.Missing, error.Fault);
    }

    [Fact]
    public async Task PutStream_SourceFailsHalfWay_LeavesNothing()
    {
        // Arrange
        await using var source = new FailingStream();

        // Act
        await Assert.ThrowsAsync<IOException>(() => _store.PutStreamAsync(source, ArtifactKind.File, "x", Cancel));

        // Assert
        Assert.Empty(Directory.GetFiles(_folder["store"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task RemoveLeftovers_OldTemporaryFile_IsRemovedAndArtifactsStay()
    {
        // Arrange
        var artifact = await PutAsync("abc", "a");
        var left = _folder.Write("store/tmp/dead-writer", "half");

        // Act
        var removed = _store.RemoveLeftovers(new DateTimeOffset(File.GetLastWriteTimeUtc(left)).AddSeconds(1));

        // Assert
        Assert.Equal(1, removed);
        Assert.False(File.Exists(left));
        Assert.True(_store.Exists(artifact.Digest));
    }

    private async Task<ArtifactReference> PutAsync(string content, string name)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return await _store.PutStreamAsync(stream, ArtifactKind.File, name, Cancel);
    }

    private void Overwrite(ArtifactReference artifact, string content)
    {
        var path = Path.Combine(_folder["store/sha256"], artifact.Digest[7..9], artifact.Digest[9..]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(path, content);
    }

    private sealed class FailingStream : MemoryStream
    {
        private bool _read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read) throw new IOException("the source broke");
            _read = true;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
