using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.Replication.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Store;

namespace Temporalio.Service.Namespaces;

/// <summary>The namespaces of a service.</summary>
internal sealed class NamespaceRegistry
{
    /// <summary>Custom search attributes that a new namespace has, as on Temporal's development server.</summary>
    private static readonly (string Column, string Name)[] DefaultAttributes =
    [
        ("Bool01", "CustomBoolField"), ("Datetime01", "CustomDatetimeField"), ("Double01", "CustomDoubleField"),
        ("Int01", "CustomIntField"), ("Keyword01", "CustomKeywordField"), ("KeywordList01", "CustomKeywordListField"),
        ("Text01", "CustomTextField"),
    ];

    private readonly ConcurrentDictionary<string, Namespace> _namespaces = new();
    private readonly Lock _lock = new();
    private readonly GroupCommit _commit;

    public NamespaceRegistry(IStore store, GroupCommit commit)
    {
        _commit = commit;
        foreach (var (name, info) in store.Namespaces())
            _namespaces[name] = new Namespace(Current(DescribeNamespaceResponse.Parser.ParseFrom(info)));
    }

    /// <summary>All namespaces, by name.</summary>
    public IEnumerable<Namespace> All => _namespaces.Values.OrderBy(space => space.Name, StringComparer.Ordinal);

    /// <summary>Whether there is one of the name.</summary>
    public bool Has(string name) => _namespaces.ContainsKey(name);

    /// <summary>Returns the namespace of a name.</summary>
    /// <exception cref="ServiceException">The name is empty (INVALID_ARGUMENT) or unknown (NOT_FOUND).</exception>
    public Namespace Get(string name)
    {
        if (name.Length == 0) throw ServiceException.Invalid("Namespace not set on request.");
        return _namespaces.GetValueOrDefault(name) ?? throw ServiceException.With(
            GrpcStatus.NotFound, $"Namespace {name} is not found.", new NamespaceNotFoundFailure { Namespace = name });
    }

    /// <summary>Returns the namespace of an id, or null.</summary>
    public Namespace? FindById(string id) => _namespaces.Values.FirstOrDefault(space => space.Id == id);

    /// <summary>Adds a namespace; ends when it is on disk.</summary>
    /// <exception cref="ServiceException">ALREADY_EXISTS.</exception>
    public Task AddAsync(
        string name, string description, string owner, IDictionary<string, string> data, TimeSpan retention, Guid id)
    {
        lock (_lock)
        {
            if (Has(name))
            {
                throw ServiceException.With(
                    GrpcStatus.AlreadyExists, $"Namespace \"{name}\" already exists",
                        new NamespaceAlreadyExistsFailure());
            }

            var info = new NamespaceInfo
            {
                Name = name, State = NamespaceState.Registered, Description = description, OwnerEmail = owner,
                    Id = id.ToString(),
            };
            info.Data.Add(data);
            var config = new NamespaceConfig
            {
                WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(retention),
                BadBinaries = new BadBinaries(),
                HistoryArchivalState = ArchivalState.Disabled,
                VisibilityArchivalState = ArchivalState.Disabled,
            };
            foreach (var (
                column, attribute) in DefaultAttributes) config.CustomSearchAttributeAliases.Add(column, attribute);
            return Put_NeedsLock(Current(new DescribeNamespaceResponse
            {
                NamespaceInfo = info,
                Config = config,
                ReplicationConfig = new NamespaceReplicationConfig
                {
                    ActiveClusterName = "active",
                        Clusters = { new ClusterReplicationConfig { ClusterName = "active" } },
                },
            }));
        }
    }

    /// <summary>Changes a namespace; ends when that is on disk.</summary>
    public Task ChangeAsync(string name, Action<DescribeNamespaceResponse> change)
    {
        lock (_lock)
        {
            var changed = Get(name).Description.Clone();
            change(changed);
            return Put_NeedsLock(changed);
        }
    }

    /// <summary>Lets nobody find a namespace any more, which is about to be removed.</summary>
    public void Hide(string name)
    {
        lock (_lock) _namespaces.TryRemove(name, out _);
    }

    /// <summary>Removes a namespace that is hidden, with all rows that are left of it; ends when that is on
    /// disk.</summary>
    public Task RemoveAsync(string name) => Queue(new NamespaceWrite { DeletedNamespace = name });

    /// <summary>Sets what this program can do, whatever wrote the description.</summary>
    private static DescribeNamespaceResponse Current(DescribeNamespaceResponse description)
    {
        description.NamespaceInfo.SupportsSchedules = true;
        description.NamespaceInfo.Capabilities = new NamespaceInfo.Types.Capabilities
        {
            EagerWorkflowStart = true, SyncUpdate = true, AsyncUpdate = true, WorkerHeartbeats = true,
        };
        description.NamespaceInfo.Limits = new NamespaceInfo.Types.Limits
        {
            BlobSizeLimitError = 2 * 1024 * 1024, MemoSizeLimitError = 2 * 1024 * 1024,
        };
        description.ReplicationConfig.State = ReplicationState.Normal;
        return description;
    }

    private Task Put_NeedsLock(DescribeNamespaceResponse description)
    {
        var name = description.NamespaceInfo.Name;
        _namespaces[name] = new Namespace(description);
        return Queue(new NamespaceWrite { Namespace = (name, description.ToByteArray()) });
    }

    private Task Queue(NamespaceWrite write)
    {
        _commit.Enqueue(write);
        return write.WhenDurable;
    }

    private sealed class NamespaceWrite : StoreWrite
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task WhenDurable => _done.Task;

        public override void Complete(Exception? failure)
        {
            if (failure is null) _done.TrySetResult();
            else _done.TrySetException(ServiceException.CannotStore(failure));
        }
    }
}
