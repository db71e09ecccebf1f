namespace Temporalio.Service.History;

/// <summary>What a reset makes: both parts belong into one transaction.</summary>
/// <param name="Base">The terminated base run; null when it was closed before.</param>
/// <param name="New">The first transition of the new run, with the copied events.</param>
internal sealed record ResetOutcome(Transition? Base, Transition New);
