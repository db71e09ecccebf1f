namespace Pipelines.Definitions.Diagnostics;

/// <summary>Stable codes of faults in definitions and parameters. A code is never used for another meaning.</summary>
public static class DiagnosticCodes
{
    /// <summary>The text is not YAML.</summary>
    public const string YamlSyntax = "PL1001";

    /// <summary>A key stands twice in one map.</summary>
    public const string DuplicateKey = "PL1002";

    /// <summary>YAML that definitions do not use: tags, anchors, several documents, keys that are not text.</summary>
    public const string YamlFeature = "PL1003";

    /// <summary>The file is larger, deeper or has more parts than a definition may have.</summary>
    public const string TooLarge = "PL1004";

    /// <summary>More faults than are shown.</summary>
    public const string TooManyFaults = "PL1005";

    /// <summary>A number that cannot be kept exactly, or is not finite.</summary>
    public const string Number = "PL1006";

    /// <summary>A field that does not exist here.</summary>
    public const string UnknownField = "PL1101";

    /// <summary>A field that must be there is not.</summary>
    public const string MissingField = "PL1102";

    /// <summary>A value of another kind belongs here.</summary>
    public const string WrongKind = "PL1103";

    /// <summary>A name breaks the rule for names.</summary>
    public const string BadName = "PL1104";

    /// <summary>A step type that does not exist.</summary>
    public const string UnknownStepType = "PL1105";

    /// <summary>Part of the language, but not of this version.</summary>
    public const string NotSupportedYet = "PL1106";

    /// <summary>Fields that exclude each other, or of which one is needed.</summary>
    public const string OneOf = "PL1107";

    /// <summary>Something is empty that must not be.</summary>
    public const string Empty = "PL1108";

    /// <summary>A word that is not among those allowed.</summary>
    public const string UnknownWord = "PL1109";

    /// <summary>A number outside its range.</summary>
    public const string OutOfRange = "PL1110";

    /// <summary>A text that is no duration.</summary>
    public const string Duration = "PL1111";

    /// <summary>An output's path leaves the step's output directory.</summary>
    public const string OutputPath = "PL1112";

    /// <summary>A metric's pattern does not compile or has not exactly one group.</summary>
    public const string MetricPattern = "PL1113";

    /// <summary>Retry fields that contradict each other.</summary>
    public const string Retry = "PL1114";

    /// <summary>An expression where only a plain value may stand.</summary>
    public const string ExpressionNotAllowed = "PL1115";

    /// <summary>An output that the step has by itself is declared again.</summary>
    public const string ReservedOutput = "PL1116";

    /// <summary>An evaluate step does not say which output is its report.</summary>
    public const string Report = "PL1117";

    /// <summary>A text that is no address of a web service.</summary>
    public const string Address = "PL1118";

    /// <summary>A field that changes nothing as the others stand. Warning.</summary>
    public const string NoEffect = "PL1119";

    /// <summary><c>use</c> names a template that does not exist.</summary>
    public const string UnknownTemplate = "PL1120";

    /// <summary>A template that uses itself.</summary>
    public const string TemplateCycle = "PL1121";

    /// <summary>A template that no step uses. Warning.</summary>
    public const string TemplateUnused = "PL1122";

    /// <summary>The name of a foreach's items hides another name.</summary>
    public const string ItemName = "PL1123";

    /// <summary>A text that is no point in time.</summary>
    public const string Time = "PL1124";

    /// <summary>A parameter's type cannot be told.</summary>
    public const string ParameterTypeUnknown = "PL1201";

    /// <summary>A default or choice is not of the parameter's type.</summary>
    public const string ParameterDefault = "PL1202";

    /// <summary>A default breaks minimum, maximum or choices.</summary>
    public const string ParameterDefaultRange = "PL1203";

    /// <summary>Minimum, maximum or choices make no sense for the parameter.</summary>
    public const string ParameterBounds = "PL1204";

    /// <summary>A parameter that nothing uses. Warning.</summary>
    public const string ParameterUnused = "PL1205";

    /// <summary>A default names a file or directory that is not there. Warning.</summary>
    public const string ParameterFileMissing = "PL1206";

    /// <summary>A value was given for a parameter that is not declared.</summary>
    public const string ValueUnknown = "PL1211";

    /// <summary>A parameter has neither a value nor a default.</summary>
    public const string ValueMissing = "PL1212";

    /// <summary>A value is not of the parameter's type.</summary>
    public const string ValueType = "PL1213";

    /// <summary>A value breaks minimum, maximum or choices.</summary>
    public const string ValueRange = "PL1214";

    /// <summary>A parameter is given in a form that cannot be read, or twice.</summary>
    public const string ValueForm = "PL1215";

    /// <summary>A reference to a step that does not exist.</summary>
    public const string UnknownStep = "PL1301";

    /// <summary>A reference to a step inside another block.</summary>
    public const string StepInsideBlock = "PL1302";

    /// <summary>A reference to an output that the step does not have.</summary>
    public const string UnknownOutput = "PL1303";

    /// <summary>A reference to a metric that the step does not have.</summary>
    public const string UnknownMetric = "PL1304";

    /// <summary>A reference to something that no step has.</summary>
    public const string UnknownStepMember = "PL1305";

    /// <summary>A reference to a parameter that is not declared.</summary>
    public const string UnknownParameter = "PL1306";

    /// <summary>Steps that wait for each other in a circle.</summary>
    public const string Cycle = "PL1307";

    /// <summary>A step refers to itself or to the step that encloses it.</summary>
    public const string SelfReference = "PL1308";

    /// <summary><c>needs</c> names a step that its block does not have.</summary>
    public const string UnknownNeed = "PL1309";

    /// <summary><c>steps</c> or <c>parameters</c> without a name behind it that is known beforehand.</summary>
    public const string ComputedName = "PL1310";

    /// <summary><c>loop</c> where nothing is repeated.</summary>
    public const string NoLoop = "PL1311";

    /// <summary><c>next</c> names a value that the loop's state does not have.</summary>
    public const string UnknownState = "PL1312";

    /// <summary>A test that can never be true or false.</summary>
    public const string NotBoolean = "PL1401";

    /// <summary>A value of another type belongs here.</summary>
    public const string WrongType = "PL1402";

    /// <summary>The file of an embedded pipeline cannot be read.</summary>
    public const string PipelineFile = "PL1501";

    /// <summary>Pipelines that embed each other in a circle.</summary>
    public const string PipelineCycle = "PL1502";

    /// <summary>An embedded pipeline's parameter is given no value, or one that it cannot take.</summary>
    public const string WithParameter = "PL1503";
}
