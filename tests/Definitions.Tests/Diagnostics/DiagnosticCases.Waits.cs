namespace Pipelines.Definitions.Tests.Diagnostics;

/// <content>Faults of steps that wait or call.</content>
internal static partial class DiagnosticCases
{
    private static readonly (string Name, string Code, string Text, string[] Says)[] Waits =
    [
        ("default without timeout", "PL1119", Steps("  a: { type: approval, «default»: approve }"), ["add 'timeout'"]),
        ("unknown decision", "PL1109", Steps("  a: { type: approval, timeout: 1d, default: «yes» }"), ["approve, reject"]),
        ("unknown output of an approval", "PL1303", Steps("  a: { type: approval }\n  b: { type: processing, command: [x], when: steps.a.outputs.«aproved» }"), ["did you mean 'approved'?"]),
        ("queue of an approval", "PL1101", Steps("  a: { type: approval, «queue»: q }"), ["unknown field"]),
        ("message as list", "PL1103", Steps("  a: { type: approval, message: «[»a] }"), ["one value"]),
        ("undeclared output of a callback", "PL1303", Steps("  c: { type: callback, outputs: [score] }\n  b: { type: processing, command: [\"${{ steps.c.outputs.«scor» }}\"] }"), ["did you mean 'score'?"]),
        ("outputs of a callback as map", "PL1103", Steps("  c: { type: callback, outputs: «{»score: x} }"), ["a list"]),
        ("token outside the request", "EX2001", Steps("  c: { type: callback, description: x, when: «token» != '' }"), []),
        ("request without address", "PL1102", Steps("  c: { type: callback, «request»: { method: POST } }"), ["'url' is missing"]),
        ("no address", "PL1102", Steps("  «h»: { type: http }"), ["'url' is missing"]),
        ("address without scheme", "PL1118", Steps("  h: { type: http, url: «example.org/x» }"), ["https://"]),
        ("address of a file", "PL1118", Steps("  h: { type: http, url: «\"file:///${{ env.X }}\"» }"), ["https://"]),
        ("unknown method", "PL1109", Steps("  h: { type: http, url: 'https://example.org', method: «POSTT» }"), ["'POST'"]),
        ("header", "PL1104", Steps("  h: { type: http, url: 'https://example.org', headers: { «'a b'»: x } }"), ["header"]),
        ("status code", "PL1110", Steps("  h: { type: http, url: 'https://example.org', expect: [200, «999»] }"), ["100 to 599"]),
        ("status as text", "PL1103", Steps("  h: { type: http, url: 'https://example.org', expect: «ok» }"), ["status code"]),
        ("no status codes", "PL1108", Steps("  h: { type: http, url: 'https://example.org', expect: «[»] }"), ["empty"]),
        ("own output again", "PL1116", Steps("  h: { type: http, url: 'https://example.org', outputs: { «status»: response.status } }"), ["already"]),
        ("unknown part of the answer", "EX2002", Steps("  h: { type: http, url: 'https://example.org', outputs: { a: response.«code» } }"), []),
        ("answer outside", "EX2001", Steps("  h: { type: http, url: \"https://example.org/${{ «response».body }}\" }"), []),
        ("list in an address", "PL1402", "parameters: { p: [a] }\n" + Steps("  h: { type: http, url: «\"${{ parameters.p }}\"» }"), ["text belongs here"]),
        ("no length", "PL1107", Steps("  «w»: { type: wait }"), ["'duration' or 'until'"]),
        ("length and time", "PL1107", Steps("  w: { type: wait, duration: 1s, «until»: '2030-01-31T12:00:00Z' }"), ["not both"]),
        ("length without unit", "PL1103", Steps("  w: { type: wait, duration: «30» }"), ["30s"]),
        ("no length of time", "PL1111", Steps("  w: { type: wait, duration: «soon» }"), ["PT1H30M"]),
        ("number as length", "PL1402", "parameters: { p: 3 }\n" + Steps("  w: { type: wait, duration: «\"${{ parameters.p }}\"» }"), ["a length of time"]),
        ("no time", "PL1124", Steps("  w: { type: wait, until: «tomorrow» }"), ["2030-01-31T12:00:00Z"]),
        ("time without zone", "PL1124", Steps("  w: { type: wait, until: «'2030-01-31T12:00:00'» }"), ["zone"]),
        ("onFailure of fail", "PL1101", Steps("  f: { type: fail, message: x, «onFailure»: continue }"), ["unknown field"]),
    ];
}
