using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Service.Grpc;

/// <summary>
/// The files that describe an endpoint's services and messages. Made when the first tool asks: the descriptors of the
/// API cost a start-up dear.
/// </summary>
internal sealed class ReflectedFiles(Frontend.ServiceFrontend frontend)
{
    private readonly Lazy<Made> _made = new(() => Make(frontend));

    /// <summary>The names of all services.</summary>
    public IEnumerable<string> Services => _made.Value.Services;

    /// <summary>Returns a file by its name, behind all that it needs; empty when there is none.</summary>
    public IReadOnlyList<ByteString> FileOf(string name)
    {
        var found = new List<ByteString>();
        Collect(name, [], found);
        return found;
    }

    /// <summary>Returns the file that has a service, a method, a message or an enum of a full name, behind all that it
    /// needs; empty when there is none.</summary>
    public IReadOnlyList<ByteString> FileWith(string symbol) =>
        _made.Value.BySymbol.TryGetValue(symbol, out var name) ? FileOf(name) : [];

    private void Collect(string name, HashSet<string> seen, List<ByteString> found)
    {
        if (!seen.Add(name) || !_made.Value.ByName.TryGetValue(name, out var file)) return;
        foreach (var needed in file.Dependency) Collect(needed, seen, found);
        found.Add(file.ToByteString());
    }

    private static Made Make(Frontend.ServiceFrontend frontend)
    {
        var made = new Made();
        var requests = frontend.Methods.ToDictionary(
            one => one, one => frontend.ParserOf(one.Service, one.Method).ParseFrom(ByteString.Empty).Descriptor);
        foreach (var request in requests.Values) made.Add(request.File);
        foreach (var service in requests.GroupBy(pair => pair.Key.Service))
        {
            var dot = service.Key.LastIndexOf('.');
            var package = service.Key[..dot];
            var described = new ServiceDescriptorProto { Name = service.Key[(dot + 1)..] };
            var needed = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var (key, request) in service.OrderBy(pair => pair.Key.Method, StringComparer.Ordinal))
            {
                var answer = $"{package}.{key.Method}Response";
                if (!made.BySymbol.TryGetValue(answer, out var answersFile))
                    (answer, answersFile) = (request.FullName, request.File.Name); // it answers what it was asked with
                needed.UnionWith([request.File.Name, answersFile]);
                described.Method.Add(new MethodDescriptorProto
                {
                    Name = key.Method, InputType = $".{request.FullName}", OutputType = $".{answer}",
                });
            }

            made.Add(new FileDescriptorProto
            {
                Name = $"{package.Replace('.', '/')}/service.proto", Package = package, Syntax = "proto3",
                Dependency = { needed }, Service = { described },
            });
        }

        return made;
    }

    private sealed class Made
    {
        public Dictionary<string, FileDescriptorProto> ByName { get; } = [];

        public Dictionary<string, string> BySymbol { get; } = [];

        public SortedSet<string> Services { get; } = new(StringComparer.Ordinal);

        public void Add(FileDescriptor file)
        {
            if (ByName.ContainsKey(file.Name)) return;
            foreach (var needed in file.Dependencies) Add(needed);
            Add(FileDescriptorProto.Parser.ParseFrom(file.SerializedData));
        }

        public void Add(FileDescriptorProto file)
        {
            ByName[file.Name] = file;
            foreach (var message in file.MessageType) AddMessage($"{file.Package}.{message.Name}", message, file.Name);
            foreach (var one in file.EnumType) BySymbol[$"{file.Package}.{one.Name}"] = file.Name;
            foreach (var service in file.Service)
            {
                var name = $"{file.Package}.{service.Name}";
                Services.Add(name);
                BySymbol[name] = file.Name;
                foreach (var method in service.Method) BySymbol[$"{name}.{method.Name}"] = file.Name;
            }
        }

        private void AddMessage(string name, DescriptorProto message, string file)
        {
            BySymbol[name] = file;
            foreach (var inner in message.NestedType) AddMessage($"{name}.{inner.Name}", inner, file);
            foreach (var one in message.EnumType) BySymbol[$"{name}.{one.Name}"] = file;
        }
    }
}
