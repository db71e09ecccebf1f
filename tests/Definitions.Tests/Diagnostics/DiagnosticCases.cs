namespace Pipelines.Definitions.Tests.Diagnostics;

/// <summary>For every code one small text that has exactly this fault, at the place marked by <c>«</c> and <c>»</c>.</summary>
internal static partial class DiagnosticCases
{
    /// <summary>The case's name, the code, the text, and words that message and hint must hold.</summary>
    public static IEnumerable<(string Name, string Code, string Text, string[] Says)> All => Plain.Concat(Blocks).Concat(Waits);

    private static readonly (string Name, string Code, string Text, string[] Says)[] Plain =
    [
        ("no YAML", "PL1001", "pipeline: a\nsteps: «@»x\n", ["quote text that begins with '@'"]),
        ("unclosed quote", "PL1001", "pipeline: a\nsteps: «'»x\n", []),
        ("tab", "PL1001", "pipeline: a\nsteps:\n«\t»a: b\n", ["spaces"]),
        ("two colons", "PL1001", "pipeline: a\ndescription: this«:» that\n", ["quote"]),
        ("braces in braces", "PL1001", "pipeline: a\nsteps:\n  s: { type: processing, command: [x], inputs: { a: $«{»{ parameters.a }} } }\n", ["quote"]),
        ("duplicate key", "PL1002", Steps("  a:\n    type: processing\n    command: [x]\n    «command»: [y]"), ["'command' stands twice", "line 5"]),
        ("duplicate step", "PL1002", Steps("  a: { type: processing, command: [x] }\n  «a»: { type: processing, command: [x] }"), ["line 3"]),
        ("tag", "PL1003", "pipeline: «!!str a»\n" + Steps(OneStep, name: false), ["tag"]),
        ("anchor", "PL1003", "pipeline: «&x a»\n" + Steps(OneStep, name: false), ["anchor"]),
        ("two documents", "PL1003", Steps(OneStep) + "\n«---»\npipeline: b\n", ["one"]),
        ("key that is a list", "PL1003", Steps(OneStep) + "\n? «[»a]\n: 1\n", ["keys are text"]),
        ("deep", "PL1004", Steps(OneStep) + "\nparameters:\n  p: " + new string('[', 199) + "«[»" + new string('[', 2_000) + "\n", ["200"]),
        ("huge number", "PL1006", "parameters: { p: «9223372036854775808» }\n" + Steps(Using("p")), ["64 bits"]),
        ("infinite", "PL1006", "parameters: { p: { type: list, default: [«.inf»] } }\n" + Steps(Using("p")), ["finite"]),
        ("unknown field at the top", "PL1101", Steps(OneStep) + "\n«output»: {}\n", ["did you mean 'outputs'?"]),
        ("unknown field of a step", "PL1101", Steps("  a: { type: processing, comand: [x], command: [y] }", "«comand»"), ["steps.a", "'command'"]),
        ("unknown field of retry", "PL1101", Steps("  a: { type: processing, command: [y], retry: { «tries»: 2 } }"), ["known here: attempts"]),
        ("comma in braces", "PL1101", "parameters: { p: { default: 1, description: here, «and there» } }\n" + Steps(Using("p")), ["quote"]),
        ("no name", "PL1102", "«s»teps: { a: { type: processing, command: [x] } }", ["'pipeline' is missing"]),
        ("no type", "PL1102", Steps("  «a»: { command: [x] }"), ["type: processing"]),
        ("no if", "PL1102", Steps("  «a»: { type: condition, then: {} }"), ["'if' is missing"]),
        ("no steps", "PL1102", "«p»ipeline: a", ["'steps' is missing"]),
        ("no message", "PL1102", Steps("  «a»: { type: fail }"), ["'message' is missing"]),
        ("list of steps", "PL1103", "pipeline: a\nsteps:\n  «-» type: processing\n", ["a map from names to steps"]),
        ("number for text", "PL1103", "pipeline: a\ndescription: «3»\n" + Steps(OneStep, name: false), ["quote it"]),
        ("quoted number", "PL1103", "pipeline: a\nparallelism: «\"3\"»\n" + Steps(OneStep, name: false), ["without quotes"]),
        ("command as text", "PL1103", Steps("  a: { type: processing, command: «python3 train.py» }"), ["[python3, train.py]"]),
        ("text as step", "PL1103", Steps("  a: «processing»"), ["a map"]),
        ("yes is text", "PL1103", Steps("  a: { type: processing, command: [x], outputs: { o: { path: o, optional: «yes» } } }"), ["true or false"]),
        ("name of the pipeline", "PL1104", "pipeline: «my pipeline»\n" + Steps(OneStep, name: false), ["'my-pipeline'"]),
        ("name of a step", "PL1104", Steps("  «a.b»: { type: processing, command: [x] }"), ["'a-b'"]),
        ("name of a variable", "PL1104", Steps("  a: { type: processing, command: [x], env: { «A-B»: 1 } }"), ["environment variable"]),
        ("reserved name", "PL1104", Steps("  «finally»: { type: processing, command: [x] }"), ["'finally'"]),
        ("unknown type that alone uses a parameter", "PL1105", "parameters: { rate: 1 }\n" + Steps("  a: { type: «trainning», hyperparameters: { r: \"${{ parameters.rate }}\" } }"), []),
        ("unknown type", "PL1105", Steps("  a: { type: «trainning» }"), ["did you mean 'training'?"]),
        ("later type", "PL1106", Steps("  a: { type: «tuning» }"), ["not supported yet"]),
        ("later field", "PL1106", Steps("  a: { type: processing, command: [x], «cache»: {} }"), ["not supported yet"]),
        ("later program", "PL1106", Steps("  a: { type: processing, «run»: ls }"), ["not supported yet"]),
        ("later top field", "PL1106", Steps(OneStep) + "\n«cache»: {}\n", ["not supported yet"]),
        ("computed variable", "PL1310", "parameters: { p: A }\n" + Steps("  a: { type: processing, command: [\"${{ «env»[parameters.p] }}\"] }"), ["env.WEBHOOK"]),
        ("two programs", "PL1107", Steps("  a: { type: processing, command: [x], «component»: y }"), ["not both"]),
        ("no program", "PL1107", Steps("  «a»: { type: training }"), ["'command' or 'component'"]),
        ("empty file", "PL1108", "«\n»", ["empty"]),
        ("empty steps", "PL1108", "pipeline: a\nsteps: «{»}\n", ["at least one"]),
        ("empty command", "PL1108", Steps("  a: { type: processing, command: «[»] }"), ["empty"]),
        ("unknown word", "PL1109", Steps("  a: { type: processing, command: [x], onFailure: «proceed» }"), ["stop, continue, wait"]),
        ("unknown kind", "PL1109", Steps("  a: { type: processing, command: [x], outputs: { o: { path: o, kind: «tabel» } } }"), ["'table'"]),
        ("unknown approval", "PL1109", Training + "  r: { type: register, group: g, model: \"${{ steps.t.outputs.model }}\", approval: «aproved» }", ["'approved'"]),
        ("unknown failure mode", "PL1109", Steps(OneStep) + "\nfailure: «fail-fats»\n", ["'fail-fast'"]),
        ("no room", "PL1110", Steps(OneStep) + "\nparallelism: «0»\n", ["1 to 500"]),
        ("no attempts", "PL1110", Steps("  a: { type: processing, command: [x], retry: { attempts: «0» } }"), ["1 to"]),
        ("shrinking waits", "PL1110", Steps("  a: { type: processing, command: [x], retry: { backoff: «0.5» } }"), ["1 or more"]),
        ("no unit", "PL1111", Steps("  a: { type: processing, command: [x], timeout: «30» }"), ["30s"]),
        ("no duration", "PL1111", Steps("  a: { type: processing, command: [x], timeout: «soon» }"), ["500ms"]),
        ("months", "PL1111", Steps("  a: { type: processing, command: [x], timeout: «P1M» }"), ["PT1H30M"]),
        ("zero", "PL1111", Steps("  a: { type: processing, command: [x], timeout: «0s» }"), ["above 0"]),
        ("absolute", "PL1112", Steps("  a: { type: processing, command: [x], outputs: { o: «/tmp/o.csv» } }"), ["absolute"]),
        ("upwards", "PL1112", Steps("  a: { type: processing, command: [x], outputs: { o: { path: «a/../../o.csv» } } }"), ["'..'"]),
        ("drive", "PL1112", Steps("  a: { type: processing, command: [x], outputs: { o: «'C:/o.csv'» } }"), ["absolute"]),
        ("broken pattern", "PL1113", Steps("  a: { type: training, command: [x], metrics: { m: «'m=([0-9'» } }"), ["character"]),
        ("no group", "PL1113", Steps("  a: { type: training, command: [x], metrics: { m: «m=.*» } }"), ["no group"]),
        ("two groups", "PL1113", Steps("  a: { type: training, command: [x], metrics: { m: «(m)=(.*)» } }"), ["2 groups"]),
        ("retry contradicts", "PL1114", Steps("  a: { type: processing, command: [x], retry: { interval: 1m, maximum: «30s» } }"), ["shorter"]),
        ("expression in timeout", "PL1115", Steps("  a: { type: processing, command: [x], timeout: \"«${{» 1 }}\" }"), ["before the pipeline starts"]),
        ("declared model", "PL1116", Steps("  a: { type: training, command: [x], outputs: { «model»: m.json } }"), ["SM_MODEL_DIR"]),
        ("no report", "PL1117", Steps("  «a»: { type: evaluate, command: [x] }"), ["evaluation.json"]),
        ("two reports", "PL1117", Steps("  «a»: { type: evaluate, command: [x], outputs: { p: p.json, q: q.json } }"), ["report: p"]),
        ("unknown report", "PL1117", Steps("  a: { type: evaluate, command: [x], outputs: { p: p.json }, report: «q» }"), ["no output 'q'"]),
        ("no parameter type", "PL1201", "parameters: { «p»: { description: x } }\n" + Steps(Using("p")), ["type: string"]),
        ("default of another type", "PL1202", "parameters: { p: { type: int, default: «1.5» } }\n" + Steps(Using("p")), ["no int"]),
        ("unquoted text", "PL1202", "parameters: { p: { type: string, default: «1.10» } }\n" + Steps(Using("p")), ["quote it: \"1.10\""]),
        ("default below", "PL1203", "parameters: { p: { type: float, default: «-1», minimum: 0 } }\n" + Steps(Using("p")), ["minimum 0"]),
        ("default of no choice", "PL1203", "parameters: { p: { default: «c», choices: [a, b] } }\n" + Steps(Using("p")), ["a, b"]),
        ("bounds crossed", "PL1204", "parameters: { p: { type: int, minimum: 2, maximum: «1» } }\n" + Steps(Using("p")), ["above maximum"]),
        ("bounds of a map", "PL1204", "parameters: { p: { type: map, «minimum»: 2 } }\n" + Steps(Using("p")), ["has no minimum"]),
        ("unused parameter", "PL1205", "parameters: { «p»: 1 }\n" + Steps(OneStep), ["nothing uses"]),
        ("unknown step", "PL1301", Steps("  prepare: { type: processing, command: [x] }\n  b: { type: processing, command: [\"${{ steps.«prepar».status }}\"] }"), ["did you mean 'prepare'?"]),
        ("inside of a block", "PL1302", Branch("x: { type: processing, command: [y] }") + "\n  b: { type: processing, command: [\"${{ steps.«x».status }}\"] }", ["'c.then'", "steps.c.outputs"]),
        ("unknown output", "PL1303", Steps("  a: { type: processing, command: [x], outputs: { train: train.csv } }\n  b: { type: processing, command: [x], inputs: { i: \"${{ steps.a.outputs.«trian» }}\" } }"), ["steps.b.inputs.i", "did you mean 'train'?"]),
        ("unknown output of a branch", "PL1303", Branch("x: { type: processing, command: [y] }") + "\n  b: { type: processing, command: [\"${{ steps.c.outputs.«y» }}\"] }", ["no output 'y'"]),
        ("unknown metric", "PL1304", Training + "  b: { type: processing, command: [\"${{ steps.t.metrics.«acu» }}\"] }", ["did you mean 'auc'?"]),
        ("unknown member", "PL1305", Training + "  b: { type: processing, command: [\"${{ steps.t.«output».model }}\"] }", ["did you mean 'outputs'?"]),
        ("output without outputs", "PL1305", Training + "  b: { type: processing, command: [\"${{ steps.t.«model» }}\"] }", ["steps.t.outputs.model"]),
        ("unknown parameter", "PL1306", "parameters: { rate: 1 }\n" + Steps(Using("rate") + "\n  b: { type: processing, command: [\"${{ parameters.«rat» }}\"] }"), ["did you mean 'rate'?"]),
        ("hyphened parameter", "PL1306", "parameters: { a-b: 1 }\n" + Steps("  s: { type: processing, command: [\"${{ parameters['a-b'] }}\", \"${{ parameters.«a»-1 }}\"] }"), ["parameters['a-b']"]),
        ("cycle", "PL1307", Steps("  z: { type: processing, command: [x], needs: [a] }\n  «a»: { type: processing, command: [x], needs: [b] }\n  b: { type: processing, command: [\"${{ steps.c.status }}\"] }\n  c: { type: processing, command: [x], needs: [a] }"), ["a → b → c → a"]),
        ("cycle through a block", "PL1307", Steps("  «a»: { type: processing, command: [x], needs: [c] }\n  c: { type: condition, if: 'true', then: { steps: { i: { type: processing, command: [\"${{ steps.a.status }}\"] } } } }"), ["a → c → a"]),
        ("self need", "PL1308", Steps("  a: { type: processing, command: [x], needs: [«a»] }"), ["needs itself"]),
        ("self reference", "PL1308", Steps("  a: { type: processing, command: [\"${{ steps.«a».status }}\"] }"), ["refers to itself"]),
        ("reference to the holder", "PL1308", Branch("x: { type: processing, command: [\"${{ steps.«c».status }}\"] }"), ["holds this place"]),
        ("unknown need", "PL1309", Steps("  prepare: { type: processing, command: [x] }\n  b: { type: processing, command: [x], needs: [«prepre»] }"), ["did you mean 'prepare'?"]),
        ("need outside", "PL1309", Steps("  a: { type: processing, command: [x] }\n  c: { type: condition, if: 'true', then: { steps: { i: { type: processing, command: [x], needs: [«a»] } } } }"), ["needs of 'c'"]),
        ("need inside", "PL1309", Branch("x: { type: processing, command: [y] }") + "\n  b: { type: processing, command: [x], needs: [«x»] }", ["need 'c' instead"]),
        ("computed step", "PL1310", "parameters: { p: a }\n" + Steps(OneStep + "\n  b: { type: processing, command: [\"${{ «steps»[parameters.p].status }}\"] }"), ["name of the step"]),
        ("number as test", "PL1401", Steps("  a: { type: processing, command: [x], when: «1 + 2» }"), ["a whole number"]),
        ("text as test", "PL1401", "parameters: { p: a }\n" + Steps("  a: { type: condition, if: \"${{ «parameters.p» }}\", then: {} }"), ["text"]),
        ("list in a word", "PL1402", "parameters: { p: [a] }\n" + Steps("  a: { type: processing, command: [x], env: { A: «\"${{ parameters.p }}\"» } }"), ["a list"]),
        ("text as model", "PL1402", Steps("  a: { type: register, group: g, model: «model.bin» }"), ["output that holds a model"]),
        ("number as group", "PL1402", "parameters: { p: 1 }\n" + Training + "  r: { type: register, group: «\"${{ parameters.p }}\"», model: \"${{ steps.t.outputs.model }}\" }", ["text belongs here"]),
        ("broken expression", "EX1004", Steps("  a: { type: processing, command: [\"${{ 1 + «»}}\"] }"), []),
        ("unknown function", "EX2003", Steps("  a: { type: processing, command: [\"${{ «sine»(1) }}\"] }"), []),
        ("unknown root", "EX2001", Steps("  a: { type: processing, command: [\"${{ «parameter».x }}\"] }"), []),
        ("mixed types in a test", "EX2004", "parameters: { p: a }\n" + Steps("  a: { type: processing, command: [x], when: parameters.p «>» 3 }"), []),
    ];

    private const string OneStep = "  s: { type: processing, command: [x] }";

    private static string Training => Steps("  t: { type: training, command: [x], metrics: { auc: 'auc=(.*)' } }\n");

    private static string Using(string parameter) =>
        "  s: { type: processing, command: [\"${{ parameters." + parameter + " }}\"] }";

    private static string Branch(string step) =>
        Steps("  c:\n    type: condition\n    if: 'true'\n    then:\n      steps:\n        " + step);

    private static string Steps(string steps, bool name = true) => (name ? "pipeline: p\n" : "") + "steps:\n" + steps;

    private static string Steps(string steps, string marked) => Steps(steps.Replace(marked.Trim('«', '»') + ":", marked + ":", StringComparison.Ordinal));
}
