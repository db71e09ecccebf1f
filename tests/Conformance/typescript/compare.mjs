// Compares two outputs of run.mjs. What may differ stands in differences.json with its reason.
import { readFile } from 'node:fs/promises';

const allowed = JSON.parse(await readFile(new URL('differences.json', import.meta.url), 'utf8'));

/** Returns one line per scenario that failed or differs, by its name; null for those that agree. */
export function compare(ours, theirs) {
  const lines = {};
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) lines[name] = line(name, ours[name], theirs[name]);
  return lines;
}

/** Returns one line per scenario that failed; null for the others. */
export function failures(ours) {
  return Object.fromEntries(Object.entries(ours).map(([name, { error }]) => [name, error ? `failed: ${JSON.stringify(error)}` : null]));
}

function line(name, ours, theirs) {
  if (!ours) return 'not played on ours';
  if (!theirs) return 'not played on the real server';
  if (theirs.error) return `failed on the real server: ${JSON.stringify(theirs.error)}`;
  if (ours.error) return `failed on ours: ${JSON.stringify(ours.error)}`;
  const rules = allowed.filter((rule) => name.startsWith(rule.scenario) || rule.scenario === '*');
  return difference(ours.notes, theirs.notes, '', rules);
}

/** The first difference as text; null for none. */
function difference(ours, theirs, path, rules) {
  if (process.env.IGNORE && new RegExp(process.env.IGNORE).test(path)) return null;
  if (rules.some((rule) => new RegExp(rule.path).test(path))) return null;
  if (isTree(ours) && isTree(theirs) && Array.isArray(ours) === Array.isArray(theirs)) {
    if (Array.isArray(ours) && path.endsWith('history') && ours.length !== theirs.length) return `${path}: ours ${kinds(ours)}, theirs ${kinds(theirs)}`;
    for (const key of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
      const found = difference(ours[key], theirs[key], Array.isArray(ours) ? `${path}[${key}]` : `${path}.${key}`, rules);
      if (found) return found;
    }
    return null;
  }
  return JSON.stringify(ours) === JSON.stringify(theirs) ? null : `${path}: ours ${short(ours)}, theirs ${short(theirs)}`;
}

const isTree = (value) => typeof value === 'object' && value !== null;
const kinds = (events) => events.map((event) => event.eventType ?? event).join(' ');
const short = (value) => { const text = JSON.stringify(value) ?? 'nothing'; return text.length > 400 ? `${text.slice(0, 400)}…` : text; };

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [ours, theirs] = await Promise.all(process.argv.slice(2, 4).map(async (file) => JSON.parse(await readFile(file, 'utf8')).scenarios));
  const lines = Object.entries(compare(ours, theirs)).filter(([, text]) => text);
  for (const [name, text] of lines) console.log(`${name}: ${text}`);
  console.log(`${lines.length} differ`);
}
