using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")] // programs, signals and file modes are tested where steps run
