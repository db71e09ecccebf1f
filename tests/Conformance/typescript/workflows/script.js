// One workflow that does what its argument lists, so that a scenario reads in one place.
import * as wf from '@temporalio/workflow';

const push = wf.defineSignal('push');
const release = wf.defineSignal('release');
const got = wf.defineQuery('got');
const broken = wf.defineQuery('broken');
const put = wf.defineUpdate('put');

export async function script(ops) {
  const state = { got: [], released: 0, counts: 0, handles: {}, scopes: {}, done: [] };
  wf.setHandler(push, (value) => { state.got.push(value); });
  wf.setHandler(release, () => { state.released++; });
  wf.setHandler(got, () => state.got);
  wf.setHandler(broken, () => { throw new Error('this query is broken'); });
  wf.setHandler(put, (value, mode) => onPut(state, value, mode), {
    validator: (value) => { if (value < 0) throw wf.ApplicationFailure.create({ message: `${value} is below 0`, type: 'TooSmall' }); },
  });
  for (const op of ops) state.last = await act(state, op);
  return state.last === undefined ? state.got : state.last;
}

async function onPut(state, value, mode) {
  if (mode === 'fail') throw wf.ApplicationFailure.create({ message: 'put failed', type: 'PutFailed', nonRetryable: true, details: [value] });
  if (mode === 'wait') await wf.condition(() => state.released > 0);
  if (mode === 'activity') value = await activity('echo', [value], {});
  if (mode === 'sleep') await wf.sleep(1);
  state.got.push(value);
  return value * 2;
}

const activity = (name, args, options) =>
  wf.proxyActivities({ startToCloseTimeout: '20s', ...options })[name](...args);
const local = (name, args, options) =>
  wf.proxyLocalActivities({ startToCloseTimeout: '5s', ...options })[name](...args);

async function act(state, [kind, ...rest]) {
  switch (kind) {
    case 'sleep': return void await wf.sleep(rest[0], rest[1]);
    case 'activity': return await activity(rest[0], rest[1] ?? [], rest[2] ?? {});
    case 'local': return await local(rest[0], rest[1] ?? [], rest[2] ?? {});
    case 'child': return await wf.executeChild(rest[0], { args: rest[1], ...rest[2] });
    case 'start child': return void (state.handles[rest[3] ?? 'child'] = await wf.startChild(rest[0], { args: rest[1], ...rest[2] }));
    case 'child result': return await state.handles[rest[0] ?? 'child'].result();
    case 'signal child': return void await state.handles[rest[2] ?? 'child'].signal(rest[0], rest[1]);
    case 'signal': return void await wf.getExternalWorkflowHandle(rest[0], rest[3]).signal(rest[1], rest[2]);
    case 'cancel': return void await wf.getExternalWorkflowHandle(rest[0], rest[1]).cancel();
    case 'wait': return void await wf.condition(() => state.got.length >= rest[0]);
    case 'wait at most': return await wf.condition(() => state.got.length >= rest[0], rest[1]);
    case 'forever': return void await wf.condition(() => false);
    case 'handlers': return void await wf.condition(wf.allHandlersFinished);
    case 'return': return rest[0];
    case 'fail': throw wf.ApplicationFailure.create({ message: rest[0], ...rest[1] });
    case 'break': throw new Error(rest[0]);
    case 'continue': return void await wf.makeContinueAsNewFunc(rest[1] ?? {})(...rest[0]);
    case 'memo': return void wf.upsertMemo(rest[0]);
    case 'attributes': return void wf.upsertSearchAttributes(rest[0]);
    case 'patched': return wf.patched(rest[0]);
    case 'deprecate': return void wf.deprecatePatch(rest[0]);
    case 'details': return void wf.setCurrentDetails(rest[0]);
    case 'info': return info();
    case 'caught': return await act(state, rest[0]).then((result) => ({ result }), describe);
    case 'shielded': return await wf.CancellationScope.nonCancellable(() => act(state, rest[0]));
    case 'cleanup': return await cleanup(state, ...rest);
    case 'begin': return begin(state, ...rest);
    case 'stop': return void state.scopes[rest[0]].cancel();
    case 'end': return await state.handles[rest[0]];
    case 'within': return await wf.CancellationScope.withTimeout(rest[0], () => act(state, rest[1]));
    case 'all': return await Promise.all(rest[0].map((op) => act(state, op)));
    default: throw wf.ApplicationFailure.nonRetryable(`no operation ${kind}`);
  }
}

/** Begins an operation in a scope of its own, to be stopped or awaited by name. */
function begin(state, name, op) {
  const scope = new wf.CancellationScope();
  state.scopes[name] = scope;
  state.handles[name] = scope.run(() => act(state, op)).then((result) => ({ result }), describe);
  state.handles[name].catch(() => {});
}

/** Does `op`; when the workflow is cancelled meanwhile does `after`, and ends as cancelled. */
async function cleanup(state, op, after) {
  try {
    return await act(state, op);
  } catch (error) {
    if (!wf.isCancellation(error)) throw error;
    await wf.CancellationScope.nonCancellable(() => act(state, after));
    throw error;
  }
}

function describe(error) {
  const found = { name: error.name, message: error.message };
  for (const field of ['type', 'retryState', 'timeoutType', 'nonRetryable', 'details']) if (error[field] !== undefined && error[field] !== null) found[field] = error[field];
  if (error.lastHeartbeatDetails !== undefined) found.lastHeartbeatDetails = error.lastHeartbeatDetails;
  if (error.cause) found.cause = describe(error.cause);
  return { failure: found };
}

function info() {
  const { attempt, cronSchedule, memo, parent, parentClosePolicy, retryPolicy, taskQueue, workflowType, searchAttributes,
    executionTimeoutMs, runTimeoutMs, taskTimeoutMs, lastResult, lastFailure, continuedFromExecutionRunId, firstExecutionRunId, runId, root } = wf.workflowInfo();
  return { attempt, cronSchedule, memo, parent, parentClosePolicy, retryPolicy, taskQueue, workflowType, searchAttributes, executionTimeoutMs, runTimeoutMs,
    taskTimeoutMs, lastResult, lastFailure: lastFailure?.message, continuedFromExecutionRunId, isFirst: firstExecutionRunId === runId, root };
}
