namespace Temporalio.Workflows;

/// <summary>How the first task of a continued run picks its worker version.</summary>
public enum InitialVersioningBehavior
{
    /// <summary>Inherit.</summary>
    Unspecified = 0,

    /// <summary>Start on the current version.</summary>
    AutoUpgrade = 1,

    /// <summary>Start on the ramping version.</summary>
    UseRampingVersion = 2,
}
