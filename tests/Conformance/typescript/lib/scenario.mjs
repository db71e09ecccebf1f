// What a scenario works with: a client, raw calls, and a record of what is to be compared.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { fault, plain, tidy, Words } from './plain.mjs';

const all = new Map();

/** Adds a scenario. `play(t)` acts, asserts what must hold on any service, and notes what is compared between two. */
export function scenario(name, play) {
  if (all.has(name)) throw new Error(`two scenarios are named ${name}`);
  all.set(name, play);
}

export const scenarios = () => all;

export class Play {
  notes = {};
  assert = assert;

  constructor(name, service) {
    Object.assign(this, { name, service, client: service.client, queue: service.queue });
    this.words = new Words(service.prefix);
    this.id = `${service.prefix}-${name}`;
  }

  /** Adds something to be compared. */
  note(key, value) {
    assert.ok(!(key in this.notes), `noted twice: ${key}`);
    this.notes[key] = tidy(JSON.parse(JSON.stringify(value ?? null)), this.words);
  }

  // A minute for each workflow task: on a busy machine the ten seconds of the default run out, and which service that hits is chance.
  /** Starts the workflow that does what its argument lists (workflows/script.js). */
  start(ops, options = {}) { return this.startOf('script', [ops], options); }

  startOf(type, args, options = {}) {
    const { suffix, ...rest } = options;
    return this.client.workflow.start(type, { taskQueue: this.queue, workflowId: this.idOf(suffix), args, workflowTaskTimeout: '1m', ...rest });
  }

  idOf(suffix) { return suffix ? `${this.id}-${suffix}` : this.id; }

  /** Notes how a workflow ends: its result or its failure. Returns it. */
  async outcome(handle, key = 'outcome') {
    const ended = await handle.result().then((result) => ({ result }), (error) => ({ failure: fault(error, this.words) }));
    this.note(key, ended);
    return ended;
  }

  /** Notes how a call is refused. Fails when it is not. */
  async refused(key, act) {
    let refusal;
    try {
      await act();
    } catch (error) {
      refusal = fault(error, this.words);
    }
    assert.ok(refusal, `${key}: not refused`);
    this.notes[key] = refusal;
    return refusal;
  }

  /** Calls a method of WorkflowService as it is. */
  async raw(method, request, { timeout = 20_000, service = 'workflowService' } = {}) {
    const connection = this.client.connection;
    return await connection.withDeadline(Date.now() + timeout, () => connection[service][method]({ namespace: this.service.namespace, ...request }));
  }

  /** Calls a method and notes its whole answer. */
  async answer(key, method, request = {}, more = {}) {
    const response = await this.raw(method, request, more);
    this.notes[key] = this.plain(method, response, more.service);
    return response;
  }

  /** Notes the answer of a call, or how it is refused; for calls of which no outcome is the only right one. */
  async either(key, act) {
    let ended;
    try {
      await act();
      ended = 'taken';
    } catch (error) {
      ended = fault(error, this.words);
    }
    assert.ok(!(key in this.notes), `noted twice: ${key}`);
    this.notes[key] = ended;
    return ended;
  }

  plain(method, response, service = 'workflowService') {
    const name = method[0].toUpperCase() + method.slice(1);
    return plain(`temporal.api.${service.toLowerCase()}.v1.${name}Response`, response, this.words);
  }

  async events(handle, runId) {
    const execution = { workflowId: handle.workflowId, runId: runId ?? '' };
    const events = [];
    let nextPageToken;
    do {
      const page = await this.raw('getWorkflowExecutionHistory', { execution, nextPageToken });
      events.push(...page.history.events);
      nextPageToken = page.nextPageToken;
    } while (nextPageToken?.length);
    return events;
  }

  /** Notes the history of a run (the current one unless named). Returns the names of its events. */
  async history(handle, key = 'history', runId = undefined) {
    const noted = this.tidyEvents(await this.events(handle, runId));
    assert.ok(!(key in this.notes), `noted twice: ${key}`);
    this.notes[key] = noted;
    return noted.map((event) => event.eventType);
  }

  tidyEvents(events) {
    return plain('temporal.api.history.v1.History', { events }, this.words).events.map((event) => ({
      ...event,
      eventType: event.eventType.replace('EVENT_TYPE_', ''),
    }));
  }

  async describe(handle, key = 'describe', runId = '') {
    return await this.answer(key, 'describeWorkflowExecution', { execution: { workflowId: handle.workflowId, runId } });
  }

  /** Waits until `test` returns something that counts; returns it. */
  async until(what, test, patience = 40_000) {
    for (const end = Date.now() + patience; ;) {
      const found = await test();
      if (found) return found;
      if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
      await pause(60);
    }
  }

  /** Waits until a run has an event of a type (without its prefix), `count` times. */
  async untilEvent(handle, type, count = 1, runId = undefined) {
    const wanted = typeNumber(type);
    return await this.until(`${this.name} has ${count} × ${type}`, async () => {
      const found = (await this.events(handle, runId)).filter((event) => event.eventType === wanted);
      return found.length >= count ? found : null;
    });
  }

  /** Waits until the description of a workflow passes a test; returns it. */
  async untilDescribed(handle, what, test) {
    return await this.until(what, async () => {
      const found = await this.raw('describeWorkflowExecution', { execution: { workflowId: handle.workflowId } });
      return test(found) ? found : null;
    });
  }

  /** Waits until the workflow answered a first time, which means that its handlers are set. */
  async ready(handle, count = 1) { await this.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', count); return handle; }

  pause(ms) { return pause(ms); }
}

import * as protos from '@temporalio/proto';
const EventType = (protos.default ?? protos).temporal.api.enums.v1.EventType;
const typeNumber = (type) => EventType[`EVENT_TYPE_${type}`] ?? assert.fail(`no event type ${type}`);
