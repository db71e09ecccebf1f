namespace Temporalio.Service.History;

/// <summary>Names one run of one workflow.</summary>
/// <param name="Namespace">The namespace's name.</param>
/// <param name="NamespaceId">The namespace's id, a UUID; events that point to other runs carry it.</param>
/// <param name="WorkflowId">The workflow id, chosen by the caller.</param>
/// <param name="RunId">The run's id, a version 7 UUID.</param>
internal sealed record RunKey(string Namespace, string NamespaceId, string WorkflowId, string RunId);
