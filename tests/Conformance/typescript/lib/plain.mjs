// Turns protobuf messages and errors into JSON that two services can be compared by: ids, times, tokens and the like become words.
import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import * as proto from '@temporalio/proto';
import patch from '@temporalio/proto/lib/patch-protobuf-root.js';

// The protobufjs that the SDK uses itself; another version may lie beside it.
const ofSdk = createRequire(createRequire(import.meta.url).resolve('@temporalio/proto'));
const protojson = ofSdk('protobufjs/ext/protojson');
const root = patch.patchProtobufRoot(proto.default ?? proto);
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const opaque = new Set(['taskToken', 'nextPageToken', 'currentPageToken', 'conflictToken']);
// Ids of tasks and times of events; sizes and costs; pollers' advice, which follows the load; and hosts.
const dropped = new Set([
  'taskId', 'eventTime', 'stateSizeBytes', 'historySizeBytes', 'stateTransitionCount', 'executionDuration', 'pollerScalingDecision', 'ownerHostName',
]);

export const typeOf = (name) => root.lookupType(name);

/** A message of a known type as comparable JSON. `words` renames what differs from run to run. */
export function plain(typeName, message, words) {
  const type = typeOf(typeName);
  return tidy(protojson.toJson(type, type.fromObject(message)), words);
}

/** Comparable JSON of any JSON: every uuid by the order of its first sight, times and opaque bytes as words. */
export function tidy(value, words, key = '') {
  if (Array.isArray(value)) return value.map((one) => tidy(one, words, key));
  if (value && typeof value === 'object') {
    if (isPayload(value)) return payload(value, words);
    const result = {};
    for (const [name, inner] of Object.entries(value)) {
      if (dropped.has(name)) continue;
      if (opaque.has(name)) { if (inner) result[name] = '<opaque>'; continue; }
      if (name === 'identity' && inner) { result[name] = '<identity>'; continue; }
      if (name === 'coreUsedFlags') { result[name] = [...inner].sort(); continue; } // in no order
      if (name === 'stackTrace' && inner) { result[name] = '<stack>'; continue; }
      result[words.text(name)] = tidy(inner, words, name);
    }
    return result;
  }
  if (typeof value !== 'string') return value;
  if (time.test(value)) return '<time>';
  return words.text(value);
}

function isPayload(value) {
  return typeof value.metadata === 'object' && value.metadata !== null
    && Object.keys(value).every((name) => name === 'metadata' || name === 'data');
}

function payload(value, words) {
  const metadata = Object.fromEntries(Object.entries(value.metadata).map(([name, data]) => [name, decode(data)]));
  const data = decode(value.data ?? '');
  return { ...metadata, data: sorted(words.text(data.length > 2000 ? `<${data.length} characters>` : data.replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g, '<time>').replace(/\{"seconds":\d{9,},"nanos":\d+\}/g, '"<time>"').replace(/"stackTrace":"[^"]*"/g, '"stackTrace":"<stack>"'))) };
}

/** JSON objects have no order of their keys. */
function sorted(text) {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.stringify(JSON.parse(text), (_, value) => (value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value));
  } catch {
    return text;
  }
}

const decode = (base64) => Buffer.from(base64, 'base64').toString('utf8');

/** Renames what is different in every run: the run's own prefix, uuids, and what a scenario adds. */
export class Words {
  #seen = new Map();
  #own = [];

  constructor(prefix) { this.#own.push([prefix, 'RUN']); }

  replace(from, to) { this.#own.push([from, to]); }

  text(text) {
    for (const [from, to] of this.#own) text = text.replaceAll(from, to);
    text = text.replaceAll(`${process.pid}@${hostname()}`, '<worker>').replace(/<worker>-[0-9a-f]{32}/g, '<sticky queue>');
    return text.replace(uuid, (one) => {
      if (!this.#seen.has(one)) this.#seen.set(one, `<uuid ${this.#seen.size + 1}>`);
      return this.#seen.get(one);
    });
  }
}

/** An error with its causes: class, message, and what Temporal adds; for refused calls code, message and types of the details. */
export function fault(error, words) {
  if (!error) return null;
  const result = { name: error.name ?? error.constructor?.name, message: words.text(String(error.message ?? '')) };
  if (typeof error.code === 'number') {
    delete result.message;
    Object.assign(result, { name: 'grpc', code: error.code, details: words.text(error.details ?? ''), typed: detailTypes(error) });
  }
  for (const field of ['type', 'nonRetryable', 'retryState', 'timeoutType', 'failure.source', 'nextRetryDelay', 'category', 'activityType', 'workflowType', 'activityId'])
    if (error[field] !== undefined && error[field] !== null) result[field] = words.text(String(error[field]));
  if (Array.isArray(error.details) && error.details.length) result.details = tidy(error.details, words);
  if (error.cause) result.cause = fault(error.cause, words);
  return result;
}

// google.rpc.Status: details = 3, each an Any with type_url = 1.
function detailTypes(error) {
  const bytes = error.metadata?.get?.('grpc-status-details-bin')?.[0];
  if (!bytes) return [];
  const found = Buffer.from(bytes).toString('latin1').match(/type\.googleapis\.com\/[\w.]+/g) ?? [];
  return found.map((one) => one.slice('type.googleapis.com/'.length));
}
