namespace Pipelines.Workflows.Tests.Properties.Generation;

/// <summary>What random definitions are made for.</summary>
internal enum Shape
{
    /// <summary>Everything: steps side by side, and everything takes time, so that it is settled what comes first.</summary>
    Timed,

    /// <summary>What comes to the same outcome however long anything but a timer takes.</summary>
    Untimed,
}
