using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Pipelines.Starter.Tests.Architecture;

/// <summary>A member of another assembly that compiled code uses.</summary>
/// <param name="User">The assembly that uses it.</param>
/// <param name="Type">Full name of its type, nested types after a plus sign.</param>
/// <param name="Member">Its name in metadata.</param>
internal sealed record MemberUse(string User, string Type, string Member);

/// <summary>Reads from an assembly's metadata which members of another one its code uses.</summary>
internal static class MemberUses
{
    public static IEnumerable<MemberUse> Of(string path, string usedAssembly)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var user = Path.GetFileNameWithoutExtension(path);
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (TypeOf(metadata, member.Parent) is { } type && IsOf(metadata, type, usedAssembly))
            {
                yield return new(user, NameOf(metadata, type), metadata.GetString(member.Name));
            }
        }
    }

    private static TypeReference? TypeOf(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => metadata.GetTypeReference((TypeReferenceHandle)parent),
        HandleKind.TypeSpecification => Generic(metadata, (TypeSpecificationHandle)parent),
        _ => null,
    };

    // ECMA-335 II.23.2.12: GENERICINST, CLASS or VALUETYPE, the generic type, its arguments.
    private static TypeReference? Generic(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        var blob = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        _ = blob.ReadByte();
        return blob.ReadTypeHandle() is { Kind: HandleKind.TypeReference } type ? TypeOf(metadata, type) : null;
    }

    private static bool IsOf(MetadataReader metadata, TypeReference type, string assembly) =>
        type.ResolutionScope.Kind switch
        {
            HandleKind.TypeReference => IsOf(
                metadata, metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope), assembly),
            HandleKind.AssemblyReference => metadata.GetString(metadata.GetAssemblyReference(
                (AssemblyReferenceHandle)type.ResolutionScope).Name) == assembly,
            _ => false,
        };

    private static string NameOf(MetadataReader metadata, TypeReference type)
    {
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf(metadata, metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope)) + "+" + name
            : metadata.GetString(type.Namespace) + "." + name;
    }
}
