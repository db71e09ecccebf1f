namespace Pipelines.Definitions.Tests.Diagnostics;

/// <content>Faults of templates and of steps that hold blocks.</content>
internal static partial class DiagnosticCases
{
    private static readonly (string Name, string Code, string Text, string[] Says)[] Blocks =
    [
        ("unknown template", "PL1120", "templates: { fit: { type: training, command: [x] } }\n" + Steps("  a: { use: «fti» }\n  b: { use: fit }"), ["did you mean 'fit'?"]),
        ("step of the group's own block", "PL1302", Steps("  q: { type: group, steps: { a: { type: wait, duration: 1s } } }\n"
            + "  g: { type: group, steps: { a: { type: wait, duration: 1s } }, catch: { steps: { f: { type: fail, message: \"${{ steps.«a».status }}\" } } } }"),
            ["inside 'g'", "steps.g.status"]),
        ("no templates", "PL1120", Steps("  a: { use: «fit» }"), ["'templates:'"]),
        ("template of itself", "PL1121", "templates: { t: { type: group, steps: { a: { use: «t» } } } }\n" + Steps("  s: { use: t }"), ["t → t"]),
        ("unused template", "PL1122", "templates: { «t»: { type: wait, duration: 1s } }\n" + Steps(OneStep), ["use: t"]),
        ("needs of a template", "PL1101", "templates: { t: { type: wait, duration: 1s, «needs»: [] } }\n" + Steps("  s: { use: t }"), ["no 'needs'"]),
        ("fault in a template, told once", "PL1101", "templates: { t: { type: wait, duration: 1s, «messag»: x } }\n" + Steps("  s: { use: t }\n  u: { use: t }"), ["unknown field"]),
        ("no end", "PL1107", Steps("  «l»: { type: loop, steps: {} }"), ["'while', 'until' or 'maximum'"]),
        ("no steps in a loop", "PL1102", Steps("  «l»: { type: loop, maximum: 3 }"), ["'steps' is missing"]),
        ("rounds below zero", "PL1110", Steps("  l: { type: loop, maximum: «-1», steps: {} }"), ["0 to"]),
        ("rounds as text", "PL1402", Steps("  l: { type: loop, maximum: «\"${{ 'three' }}\"», steps: {} }"), ["a whole number"]),
        ("maximum that ends it all", "PL1119", Steps("  l: { type: loop, maximum: 3, «onMaximum»: fail, steps: {} }"), ["no test"]),
        ("onMaximum without maximum", "PL1119", Steps("  l: { type: loop, until: 'true', «onMaximum»: fail, steps: {} }"), ["no 'maximum'"]),
        ("unknown state", "PL1312", Steps("  l: { type: loop, maximum: 3, state: { rate: 1 }, next: { «rat»: 2 }, steps: {} }"), ["did you mean 'rate'?"]),
        ("no state", "PL1312", Steps("  l: { type: loop, maximum: 3, next: { «rate»: 2 }, steps: {} }"), ["state: { rate"]),
        ("unknown part of the state", "EX2002", Steps("  l: { type: loop, while: loop.state.«rat» > 1, state: { rate: 1 }, steps: {} }"), ["rate"]),
        ("text state as number", "EX2004", Steps("  l: { type: loop, until: loop.state.name «+» 1 > 2, state: { name: a }, steps: {} }"), []),
        ("unknown part of a loop", "EX2002", Steps("  l: { type: loop, until: loop.«indx» > 2, steps: {} }"), ["did you mean 'index'?"]),
        ("unknown previous output", "PL1303", Steps("  l: { type: loop, maximum: 3, steps: { s: { type: processing, command: [\"${{ loop.previous.«acu» }}\"] } }, outputs: { auc: 1 } }"), ["did you mean 'auc'?"]),
        ("loop outside", "PL1311", Steps("  a: { type: processing, command: [\"${{ «loop».index }}\"] }"), ["inside a loop"]),
        ("state of a foreach", "PL1311", Steps("  f: { type: foreach, items: [1], steps: { s: { type: processing, command: [\"${{ loop.«state».x }}\"] } } }"), ["use a loop"]),
        ("body reads its own loop", "PL1308", Steps("  l: { type: loop, maximum: 3, steps: { s: { type: processing, command: [\"${{ steps.«l».outputs.o }}\"] } }, outputs: { o: 1 } }"), ["loop.previous"]),
        ("while reads its own loop", "PL1308", Steps("  l: { type: loop, while: steps.«l».outputs.o > 1, steps: {}, outputs: { o: 1 } }"), ["loop.previous"]),
        ("while looks inside", "PL1302", Steps("  l: { type: loop, while: steps.«s».status == 'x', steps: { s: { type: processing, command: [x] } } }"), ["steps.l.outputs"]),
        ("cycle through a loop", "PL1307", Steps("  «a»: { type: processing, command: [\"${{ steps.l.status }}\"] }\n  l: { type: loop, maximum: 3, steps: { i: { type: processing, command: [\"${{ steps.a.status }}\"] } } }"), ["a → l → a"]),
        ("nothing to go through", "PL1107", Steps("  «f»: { type: foreach, steps: {} }"), ["'items' or 'matrix'"]),
        ("items and matrix", "PL1107", Steps("  f: { type: foreach, items: [1], «matrix»: { a: [1] }, steps: {} }"), ["not both"]),
        ("empty matrix", "PL1108", Steps("  f: { type: foreach, matrix: «{»}, steps: {} }"), ["at least one axis"]),
        ("number as items", "PL1103", Steps("  f: { type: foreach, items: «3», steps: {} }"), ["a list"]),
        ("text as items", "PL1402", "parameters: { p: a }\n" + Steps("  f: { type: foreach, items: «parameters.p», steps: {} }"), ["a list belongs here"]),
        ("reserved item", "PL1123", Steps("  f: { type: foreach, items: [1], as: «steps», steps: {} }"), ["something else"]),
        ("item with a hyphen", "PL1123", Steps("  f: { type: foreach, items: [1], as: «a-b», steps: {} }"), ["letters"]),
        ("item that is a type", "PL1123", Steps("  f: { type: foreach, items: [1], as: «int», steps: {} }"), ["meaning of its own"]),
        ("item that is a word", "PL1123", Steps("  f: { type: foreach, items: [1], as: «in», steps: {} }"), ["meaning of its own"]),
        ("same item inside", "PL1123", Steps("  f: { type: foreach, items: [1], steps: { «g»: { type: foreach, items: [1], steps: {} } } }"), ["'f' around it", "as: …"]),
        ("unknown axis", "EX2002", Steps("  f: { type: foreach, matrix: { rate: [1] }, steps: { s: { type: processing, command: [\"${{ matrix.«rat» }}\"] } } }"), ["rate"]),
        ("item outside", "EX2001", Steps("  f: { type: foreach, items: [1], as: rate, steps: {} }\n  a: { type: processing, command: [\"${{ «rate» }}\"] }"), []),
        ("list as number", "PL1401", Steps("  f: { type: foreach, items: [1], steps: {}, outputs: { n: 1 } }\n  a: { type: processing, command: [x], when: «steps.f.outputs.n» }"), ["a list"]),
        ("catch looks inside", "PL1302", Group("catch: { steps: { c: { type: processing, command: [\"${{ steps.«i».status }}\"] } } }"), ["steps.g.status"]),
        ("outputs of the own group", "PL1308", Group("catch: { steps: { c: { type: processing, command: [\"${{ steps.«g».outputs.o }}\"] } } }, outputs: { o: 1 }"), ["steps.g.status"]),
        ("group reads itself", "PL1308", Steps("  g: { type: group, steps: { i: { type: processing, command: [\"${{ steps.«g».status }}\"] } } }"), ["holds this place"]),
        ("step called catch", "PL1104", Steps("  g: { type: group, steps: { «catch»: { type: processing, command: [x] } } }"), ["'catch'"]),
        ("step called finally", "PL1104", Group("finally: { steps: { «finally»: { type: processing, command: [x] } } }"), ["'finally'"]),
        ("error class", "PL1104", Steps("  a: { type: processing, command: [x], retry: { notOn: [«script failed»] } }"), ["no error class"]),
        ("queue of a group", "PL1101", Group("«queue»: q"), ["unknown field"]),
        ("too deep", "PL1004", "pipeline: p\nsteps: { " + string.Concat(Enumerable.Repeat("g: { type: group, steps: { ", 50)) + "g: { type: group, «steps»: { s: { type: wait, duration: 1s } } }" + string.Concat(Enumerable.Repeat(" } }", 50)) + " }\n", ["50 deep"]),
        ("no files", "PL1501", Steps("  p: { type: pipeline, file: «other.yaml» }"), ["no files are known"]),
        ("file outside", "PL1501", Steps("  p: { type: pipeline, file: «../other.yaml» }"), ["leads out"]),
        ("absolute file", "PL1501", Steps("  p: { type: pipeline, file: «/etc/passwd» }"), ["absolute"]),
        ("the file itself", "PL1502", Steps("  p: { type: pipeline, file: «./p.yaml» }"), ["p.yaml → p.yaml"]),
    ];

    private static string Group(string more) =>
        Steps("  g: { type: group, steps: { i: { type: processing, command: [x] } }, " + more + " }");
}
