import { scenario } from '../lib/scenario.mjs';
import { Hand, command, json } from '../lib/tasks.mjs';

async function ends(t, ops, options) {
  const handle = await t.start(ops, options);
  await t.outcome(handle);
  await t.history(handle);
  return handle;
}

/** Notes the history up to the first failed task: which attempt is under way behind it is chance. */
async function failures(t, handle) {
  const events = t.tidyEvents(await t.events(handle));
  t.notes.history = events.slice(0, events.findIndex((event) => event.eventType === 'WORKFLOW_TASK_FAILED') + 1);
}

async function chain(t, handle) {
  const runs = [];
  for (let runId = handle.firstExecutionRunId; runId;) {
    const events = await t.events(handle, runId);
    runs.push(t.tidyEvents(events));
    const last = events.at(-1);
    const closing = last.workflowExecutionContinuedAsNewEventAttributes ?? last.workflowExecutionCompletedEventAttributes ?? last.workflowExecutionFailedEventAttributes ?? last.workflowExecutionTimedOutEventAttributes;
    runId = closing?.newExecutionRunId;
  }
  t.notes['chain lengths'] = runs.map((run) => run.length);
  runs.forEach((run, index) => { t.notes[`run ${index + 1} history`] = run; });
  return runs;
}

scenario('continue-as-new', async (t) => {
  const handle = await t.startOf('countdown', [2], { memo: { kept: true }, searchAttributes: { ConfKeyword: ['kept'] }, workflowRunTimeout: '10m', workflowTaskTimeout: '50s' });
  t.assert.equal((await t.outcome(handle)).result, 'lift-off');
  t.assert.equal((await chain(t, handle)).length, 3);
  await t.describe(handle);
  await t.refused('without following', () => t.client.workflow.getHandle(t.id, handle.firstExecutionRunId, { followRuns: false }).result());
});

scenario('continue-as-new-changed', async (t) => {
  const handle = await t.start([['continue', [[['info']]], { memo: { changed: 1 }, searchAttributes: { ConfInt: [2] }, workflowRunTimeout: '20m', workflowTaskTimeout: '40s' }]], { memo: { first: 1 }, searchAttributes: { ConfInt: [1] } });
  await t.outcome(handle);
  await chain(t, handle);
});

scenario('continue-as-new-after-upserts', async (t) => {
  const handle = await t.start([['memo', { later: 'yes' }], ['attributes', { ConfInt: [5] }], ['continue', [[['info']]]]], { memo: { first: 1 } });
  await t.outcome(handle);
  await chain(t, handle);
});

scenario('workflow-retried', async (t) => {
  const handle = await t.startOf('untilAttempt', [3], { retry: { initialInterval: '100ms', backoffCoefficient: 1 } });
  t.assert.equal((await t.outcome(handle)).result, 3);
  t.assert.equal((await chain(t, handle)).length, 3);
});

scenario('workflow-retries-used-up', async (t) => {
  const handle = await t.startOf('untilAttempt', [9], { retry: { initialInterval: '100ms', maximumAttempts: 2 } });
  await t.outcome(handle);
  await chain(t, handle);
});

scenario('workflow-not-retryable', async (t) => {
  const handle = await t.start([['fail', 'never', { type: 'Never' }]], { retry: { nonRetryableErrorTypes: ['Never'] } });
  await t.outcome(handle);
  await t.history(handle);
});

scenario('workflow-run-timeout', async (t) => { await ends(t, [['forever']], { workflowRunTimeout: '4s' }); });
scenario('workflow-execution-timeout', async (t) => { await ends(t, [['forever']], { workflowExecutionTimeout: '4s' }); });
scenario('workflow-run-timeout-retried', async (t) => {
  const handle = await t.start([['forever']], { workflowRunTimeout: '4s', retry: { initialInterval: '100ms', maximumAttempts: 2 } });
  await t.outcome(handle);
  await chain(t, handle);
});

scenario('workflow-cron', async (t) => {
  const handle = await t.startOf('tally', [], { cronSchedule: '@every 1s' });
  await t.describe(handle, 'before');
  await t.until('three runs', async () => (await t.events(handle, handle.firstExecutionRunId)).length > 4);
  const second = (await t.events(handle, handle.firstExecutionRunId)).at(-1).workflowExecutionCompletedEventAttributes.newExecutionRunId;
  await t.until('the second run ended', async () => (await t.events(handle, second)).at(-1).workflowExecutionCompletedEventAttributes);
  await t.history(handle, 'first history', handle.firstExecutionRunId);
  await t.history(handle, 'second history', second);
  await handle.terminate('enough');
});

scenario('workflow-cron-failing', async (t) => {
  const handle = await t.start([['fail', 'as every time']], { cronSchedule: '@every 1s' });
  await t.until('a second run', async () => (await t.events(handle, handle.firstExecutionRunId)).at(-1).workflowExecutionFailedEventAttributes);
  await t.history(handle, 'first history', handle.firstExecutionRunId);
  await handle.terminate('enough');
});

scenario('workflow-failed', async (t) => { await ends(t, [['fail', 'with details', { type: 'Bad', details: [{ a: 1 }, 2] }]]); });

scenario('workflow-task-fails-then-terminated', async (t) => {
  const handle = await t.start([['break', 'not deterministic, they say']]);
  await t.untilDescribed(handle, 'a later attempt', (found) => found.pendingWorkflowTask?.attempt >= 2);
  await failures(t, handle);
  await handle.terminate();
});

scenario('workflow-unknown-type', async (t) => {
  const handle = await t.startOf('noSuchWorkflow', []);
  await t.untilEvent(handle, 'WORKFLOW_TASK_FAILED');
  await failures(t, handle);
  await handle.terminate();
});

scenario('timers', async (t) => { await ends(t, [['sleep', 10, { summary: 'short' }], ['sleep', 1], ['within', '30s', ['sleep', 20]]]); });
scenario('timer-cancelled-in-its-task', async (t) => { await ends(t, [['begin', 'one', ['sleep', '60s']], ['stop', 'one'], ['end', 'one']]); });
scenario('timer-cancelled-later', async (t) => { await ends(t, [['begin', 'one', ['sleep', '60s']], ['sleep', 10], ['stop', 'one'], ['end', 'one']]); });
scenario('timer-ends-a-wait', async (t) => { t.assert.deepEqual((await (await ends(t, [['wait at most', 1, '1s']])).result()), false); });
scenario('scope-times-out', async (t) => { await ends(t, [['caught', ['within', '1s', ['forever']]]]); });
scenario('patched', async (t) => { await ends(t, [['patched', 'change-1'], ['patched', 'change-2'], ['deprecate', 'change-3']]); });
scenario('upserts', async (t) => {
  const handle = await ends(t, [
    ['memo', { a: 1, b: { c: 2 } }], ['attributes', { ConfKeyword: ['one'], ConfInt: [1] }], ['sleep', 5], ['attributes', { ConfKeyword: [], ConfBool: [true] }], ['memo', { a: null, d: 'new' }],
  ], { memo: { a: 0 } });
  await t.describe(handle);
});

scenario('upsert-of-an-unknown-attribute', async (t) => {
  const handle = await t.start([['attributes', { ConfNobody: ['x'] }]]);
  await t.untilEvent(handle, 'WORKFLOW_TASK_FAILED');
  await failures(t, handle);
  await handle.terminate();
});

scenario('describe-with-all-that-is-pending', async (t) => {
  const handle = await t.start([
    ['begin', 'a', ['activity', 'waits', [], { activityId: 'act', heartbeatTimeout: '30s' }]], ['start child', 'script', [[['forever']]], { workflowId: t.idOf('child'), workflowTaskTimeout: '1m' }], ['details', 'all at once'], ['forever'],
  ], { memo: { m: 1 }, staticSummary: 'pending' });
  await t.untilDescribed(handle, 'the activity runs', (found) => found.pendingActivities[0]?.heartbeatDetails);
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  await t.ready(t.client.workflow.getHandle(t.idOf('child')));
  await handle.startUpdate('put', { args: [1, 'wait'], updateId: 'u', waitForStage: 'ACCEPTED' });
  await t.describe(handle);
  await handle.terminate();
});

const reset = (t, handle, more) => t.raw('resetWorkflowExecution', { workflowExecution: { workflowId: t.id, runId: handle.firstExecutionRunId }, reason: 'again', requestId: crypto.randomUUID(), ...more });

scenario('reset-first-task-signals-again', async (t) => {
  const handle = await t.start([['wait', 2]]);
  await t.ready(handle);
  await handle.signal('push', 'one');
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  await handle.signal('push', 'two');
  await t.outcome(handle);
  const { runId } = await reset(t, handle, { workflowTaskFinishEventId: 4 });
  const again = t.client.workflow.getHandle(t.id, runId);
  t.assert.deepEqual((await t.outcome(again, 'again')).result, ['one', 'two']);
  await t.history(handle, 'base history', handle.firstExecutionRunId);
  await t.history(again, 'reset history', runId);
  await t.describe(again, 'reset described', runId);
  await t.describe(handle, 'base described', handle.firstExecutionRunId);
});

scenario('reset-running', async (t) => {
  const handle = await t.start([['activity', 'echo', [1]], ['wait', 1]]);
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  const { runId } = await reset(t, handle, { workflowTaskFinishEventId: 4 });
  const again = t.client.workflow.getHandle(t.id, runId);
  await t.untilEvent(again, 'WORKFLOW_TASK_COMPLETED', 2, runId);
  await again.signal('push', 'new');
  await t.outcome(again, 'again');
  await t.history(handle, 'base history', handle.firstExecutionRunId);
  await t.history(again, 'reset history', runId);
});

scenario('reset-without-signals', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.ready(handle);
  await handle.signal('push', 'lost');
  await t.outcome(handle);
  const { runId } = await reset(t, handle, { workflowTaskFinishEventId: 4, resetReapplyExcludeTypes: [1] });
  const again = t.client.workflow.getHandle(t.id, runId);
  await t.untilEvent(again, 'WORKFLOW_TASK_COMPLETED', 1, runId);
  await again.signal('push', 'new');
  t.assert.deepEqual((await t.outcome(again, 'again')).result, ['new']);
});

scenario('reset-reapply-none', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.ready(handle);
  await handle.signal('push', 'lost');
  await t.outcome(handle);
  const { runId } = await reset(t, handle, { workflowTaskFinishEventId: 4, resetReapplyType: 2 });
  const again = t.client.workflow.getHandle(t.id, runId);
  await t.untilEvent(again, 'WORKFLOW_TASK_COMPLETED', 1, runId);
  await again.signal('push', 'new');
  t.assert.deepEqual((await t.outcome(again, 'again')).result, ['new']);
  await t.history(again, 'reset history', runId);
});

scenario('reset-update-again', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.ready(handle);
  await handle.executeUpdate('put', { args: [4], updateId: 'u' });
  await t.outcome(handle);
  const { runId } = await reset(t, handle, { workflowTaskFinishEventId: 4 });
  const again = t.client.workflow.getHandle(t.id, runId);
  t.assert.deepEqual((await t.outcome(again, 'again')).result, [4]);
  await t.history(again, 'reset history', runId);
});

scenario('reset-with-pending-timer', async (t) => {
  const handle = await t.start([['begin', 'x', ['sleep', '60s']], ['sleep', 5], ['wait', 1]]);
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  const { runId } = await reset(t, handle, { workflowTaskFinishEventId: (await t.events(handle)).findLast((event) => event.workflowTaskCompletedEventAttributes).eventId });
  const again = t.client.workflow.getHandle(t.id, runId);
  await t.ready(again, (await t.events(again, runId)).filter((event) => event.workflowTaskCompletedEventAttributes).length);
  await t.untilDescribed(again, 'nothing is to do', (found) => !found.pendingWorkflowTask);
  await again.signal('push', 'done');
  await t.outcome(again, 'again');
  await t.history(again, 'reset history', runId);
});

scenario('reset-refusals', async (t) => {
  const handle = await t.start([['return', 1]]);
  await t.outcome(handle);
  for (const workflowTaskFinishEventId of [0, 1, 2, 5, 99]) await t.refused(`event ${workflowTaskFinishEventId}`, () => reset(t, handle, { workflowTaskFinishEventId }));
  await t.refused('unknown', () => t.raw('resetWorkflowExecution', { workflowExecution: { workflowId: `${t.id}-nobody` }, workflowTaskFinishEventId: 4, requestId: 'r' }));
  const first = await reset(t, handle, { workflowTaskFinishEventId: 3, requestId: 'same' });
  const second = await reset(t, handle, { workflowTaskFinishEventId: 3, requestId: 'same' });
  t.note('the same again', first.runId === second.runId);
});

scenario('reset-by-hand-with-child-and-activity', async (t) => {
  const hand = new Hand(t);
  const { runId: base } = await hand.start(t.id);
  await hand.complete(await hand.task(), [command.activity('a', { taskQueue: hand.taskQueue }), command.timer('t', 600)]);
  await hand.completeActivity(await hand.activity(), 'done');
  await hand.complete(await hand.task(), [command.marker('m', { d: json('x') })]);
  const { runId } = await t.raw('resetWorkflowExecution', { workflowExecution: { workflowId: t.id, runId: base }, workflowTaskFinishEventId: (await t.events({ workflowId: t.id })).findLast((event) => event.workflowTaskCompletedEventAttributes).eventId, reason: 'r', requestId: 'q' });
  t.note('task', t.plain('pollWorkflowTaskQueue', await hand.task()));
  await t.history({ workflowId: t.id }, 'reset history', runId);
  await t.client.workflow.getHandle(t.id).terminate();
});
