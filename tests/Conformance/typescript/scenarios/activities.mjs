import { scenario } from '../lib/scenario.mjs';
import { command, Hand, json, seconds } from '../lib/tasks.mjs';

const quick = { retry: { initialInterval: '100ms', backoffCoefficient: 1 } };

async function runs(t, ops, options = {}) {
  const handle = await t.start(ops, options);
  const ended = await t.outcome(handle);
  await t.history(handle);
  return { handle, ...ended };
}

scenario('activity-success', async (t) => {
  const { result } = await runs(t, [['activity', 'echo', [{ a: [1, 2] }]]]);
  t.assert.deepEqual(result, { a: [1, 2] });
});

scenario('activity-every-option', async (t) => {
  await runs(t, [['activity', 'info', [], {
    activityId: 'my-id', heartbeatTimeout: '10s', scheduleToCloseTimeout: '1m', scheduleToStartTimeout: '50s', startToCloseTimeout: '30s', summary: 'what it does',
    retry: { initialInterval: '2s', backoffCoefficient: 1.5, maximumInterval: '9s', maximumAttempts: 3, nonRetryableErrorTypes: ['Never'] }, priority: { priorityKey: 1 },
  }]]);
});

scenario('activity-schedule-to-close-alone', async (t) => {
  await runs(t, [['activity', 'info', [], { startToCloseTimeout: undefined, scheduleToCloseTimeout: '40s' }]]);
});

scenario('activity-timeouts-capped-by-the-run', async (t) => {
  await runs(t, [['activity', 'echo', [1], { startToCloseTimeout: '10m', scheduleToCloseTimeout: '20m', heartbeatTimeout: '15m' }]], { workflowRunTimeout: '1m' });
});

scenario('activity-retried', async (t) => {
  const { result } = await runs(t, [['activity', 'failUntil', [3], quick]]);
  t.assert.equal(result, 3);
});

scenario('activity-attempts-used-up', async (t) => {
  await runs(t, [['activity', 'fail', ['always', { type: 'Always', details: [1, 'two'] }], { retry: { ...quick.retry, maximumAttempts: 2 } }]]);
});

scenario('activity-not-retryable', async (t) => {
  await runs(t, [['caught', ['activity', 'fail', ['no', { nonRetryable: true }]]], ['activity', 'fail', ['listed', { type: 'Listed' }], { retry: { nonRetryableErrorTypes: ['Listed'] } }]]);
});

scenario('activity-plain-error', async (t) => {
  await runs(t, [['activity', 'break', ['a type error'], { retry: { maximumAttempts: 1 } }]]);
});

scenario('activity-next-retry-delay', async (t) => {
  await runs(t, [['activity', 'failUntil', [2, { nextRetryDelay: '50ms' }], { retry: { initialInterval: '30s' } }]]);
});

scenario('activity-retry-beyond-schedule-to-close', async (t) => {
  await runs(t, [['activity', 'fail', ['always'], { scheduleToCloseTimeout: '5s', retry: { initialInterval: '30s' } }]]);
});

scenario('activity-unknown-type', async (t) => {
  await runs(t, [['activity', 'noSuchActivity', [], { retry: { maximumAttempts: 1 } }]]);
});

scenario('activity-start-to-close', async (t) => {
  await runs(t, [['activity', 'hang', [9], { startToCloseTimeout: '1s', retry: { maximumAttempts: 1 } }]]);
});

scenario('activity-start-to-close-retried', async (t) => {
  const { result } = await runs(t, [['activity', 'hang', [1], { startToCloseTimeout: '1s', ...quick }]]);
  t.assert.equal(result, 2);
});

scenario('activity-schedule-to-start', async (t) => {
  await runs(t, [['activity', 'echo', [1], { taskQueue: `${t.id}-nobody`, scheduleToStartTimeout: '1s' }]]);
});

scenario('activity-schedule-to-close', async (t) => {
  await runs(t, [['activity', 'hang', [9], { scheduleToCloseTimeout: '2s' }]]);
});

scenario('activity-schedule-to-close-in-queue', async (t) => {
  await runs(t, [['activity', 'echo', [9], { taskQueue: `${t.id}-nobody`, scheduleToCloseTimeout: '1s' }]]);
});

scenario('activity-heartbeat-timeout', async (t) => {
  await runs(t, [['activity', 'silent', [], { heartbeatTimeout: '1s', retry: { maximumAttempts: 1 } }]]);
});

scenario('activity-heartbeat-details', async (t) => {
  const { result } = await runs(t, [['activity', 'resumes', [], { heartbeatTimeout: '20s', ...quick }]]);
  t.assert.deepEqual(result, { done: 7 });
});

for (const [cancellationType, then] of [['WAIT_CANCELLATION_COMPLETED', ''], ['WAIT_CANCELLATION_COMPLETED', 'finish'], ['WAIT_CANCELLATION_COMPLETED', 'fail'], ['TRY_CANCEL', ''], ['ABANDON', '']]) {
  scenario(`activity-cancelled-${cancellationType.toLowerCase().replaceAll('_', '-')}${then && `-${then}`}`, async (t) => {
    const handle = await t.start([
      ['begin', 'one', ['activity', 'waits', [then], { cancellationType, heartbeatTimeout: '5s', retry: { maximumAttempts: 1 } }]],
      ['wait', 1], ['stop', 'one'], ['end', 'one'],
    ]);
    await t.untilDescribed(handle, 'it runs', (found) => found.pendingActivities[0]?.heartbeatDetails);
    await handle.signal('push', 1);
    await t.outcome(handle);
    await t.history(handle);
  });
}

scenario('activity-cancelled-before-start', async (t) => {
  const handle = await t.start([['begin', 'one', ['activity', 'echo', [1], { taskQueue: `${t.id}-nobody`, cancellationType: 'WAIT_CANCELLATION_COMPLETED' }]], ['wait', 1], ['stop', 'one'], ['end', 'one']]);
  await t.ready(handle);
  await handle.signal('push', 1);
  await t.outcome(handle);
  await t.history(handle);
});

scenario('activity-cancelled-in-backoff', async (t) => {
  const handle = await t.start([['begin', 'one', ['activity', 'fail', ['once'], { cancellationType: 'WAIT_CANCELLATION_COMPLETED', retry: { initialInterval: '60s' } }]], ['wait', 1], ['stop', 'one'], ['end', 'one']]);
  await t.untilDescribed(handle, 'it failed', (found) => found.pendingActivities[0]?.lastFailure);
  await handle.signal('push', 1);
  await t.outcome(handle);
  await t.history(handle);
});

scenario('activity-by-the-workflow-cancelled', async (t) => {
  const handle = await t.start([['activity', 'waits', [], { heartbeatTimeout: '5s' }]]);
  await t.untilDescribed(handle, 'it runs', (found) => found.pendingActivities[0]?.heartbeatDetails);
  await handle.cancel();
  await t.outcome(handle);
  await t.history(handle);
});

async function token(t, key) { return Buffer.from(await t.until('the activity handed its token out', () => t.service.tokens.get(key)), 'base64'); }

scenario('activity-completed-outside', async (t) => {
  const handle = await t.start([['activity', 'outside', [t.id]]]);
  const taskToken = await token(t, t.id);
  await t.client.activity.complete(taskToken, { from: 'outside' });
  await t.outcome(handle);
  await t.refused('twice', () => t.client.activity.complete(taskToken, 1));
  await t.history(handle);
});

scenario('activity-completed-by-id', async (t) => {
  const handle = await t.start([['activity', 'outside', [t.id], { activityId: 'out' }]]);
  await token(t, t.id);
  await t.client.activity.complete({ workflowId: t.id, activityId: 'out' }, 'by id');
  await t.outcome(handle);
  await t.refused('unknown', () => t.client.activity.complete({ workflowId: t.id, activityId: 'other' }, 1));
  await t.history(handle);
});

scenario('activity-failed-outside', async (t) => {
  const handle = await t.start([['activity', 'outside', [t.id], { retry: { maximumAttempts: 1 } }]]);
  await t.client.activity.fail(await token(t, t.id), new Error('failed from outside'));
  await t.outcome(handle);
  await t.history(handle);
});

scenario('activity-heartbeat-outside', async (t) => {
  const handle = await t.start([['begin', 'one', ['activity', 'outsideBeating', [t.id], { heartbeatTimeout: '30s', cancellationType: 'WAIT_CANCELLATION_COMPLETED' }]], ['wait', 1], ['stop', 'one'], ['end', 'one']]);
  const taskToken = await token(t, t.id);
  await t.answer('beat', 'recordActivityTaskHeartbeat', { taskToken, details: json('half'), identity: 'outside' });
  await t.untilDescribed(handle, 'the beat is seen', (found) => found.pendingActivities[0]?.heartbeatDetails?.payloads[0].data.toString().includes('half'));
  await t.describe(handle);
  await handle.signal('push', 1);
  await t.untilEvent(handle, 'ACTIVITY_TASK_CANCEL_REQUESTED');
  await t.answer('told', 'recordActivityTaskHeartbeat', { taskToken });
  await t.client.activity.reportCancellation(taskToken, 'stopped');
  await t.outcome(handle);
  await t.history(handle);
});

scenario('activity-described', async (t) => {
  const handle = await t.start([['activity', 'fail', ['for now', { type: 'Soon', details: ['d'] }], { activityId: 'a', retry: { initialInterval: '60s', maximumAttempts: 5 } }]]);
  await t.untilDescribed(handle, 'it waits for its retry', (found) => found.pendingActivities[0]?.lastFailure);
  await t.describe(handle);
  await handle.terminate();
});

scenario('activity-described-running', async (t) => {
  const handle = await t.start([['activity', 'waits', [], { activityId: 'a', heartbeatTimeout: '20s' }]]);
  await t.untilDescribed(handle, 'it runs', (found) => found.pendingActivities[0]?.heartbeatDetails);
  await t.describe(handle);
  await handle.terminate();
});

scenario('activity-refusals', async (t) => {
  await t.refused('no token', () => t.raw('respondActivityTaskCompleted', {}));
  await t.refused('garbage', () => t.raw('respondActivityTaskCompleted', { taskToken: Buffer.from('garbage') }));
  await t.refused('no id', () => t.raw('respondActivityTaskCompletedById', { workflowId: t.id }));
  await t.refused('unknown workflow', () => t.raw('respondActivityTaskCompletedById', { workflowId: t.id, activityId: 'a' }));
  await t.refused('failed by id', () => t.raw('respondActivityTaskFailedById', { workflowId: t.id, activityId: 'a' }));
  await t.refused('cancelled by id', () => t.raw('respondActivityTaskCanceledById', { workflowId: t.id, activityId: 'a' }));
  await t.refused('heartbeat by id', () => t.raw('recordActivityTaskHeartbeatById', { workflowId: t.id, activityId: 'a' }));
});

scenario('activity-after-the-end', async (t) => {
  const handle = await t.start([['activity', 'outside', [t.id]]]);
  const taskToken = await token(t, t.id);
  await handle.terminate();
  await t.refused('completed', () => t.raw('respondActivityTaskCompleted', { taskToken }));
  await t.refused('heartbeat', () => t.raw('recordActivityTaskHeartbeat', { taskToken }));
});

scenario('activity-poll-answer', async (t) => {
  const hand = new Hand(t);
  await hand.start(t.id);
  await hand.complete(await hand.task(), [command.activity('a', { taskQueue: hand.taskQueue, input: json('in'), header: { fields: { h: { data: Buffer.from('v') } } }, heartbeatTimeout: seconds(9) })]);
  const task = await hand.activity();
  t.note('task', t.plain('pollActivityTaskQueue', task));
  await t.answer('cancelled', 'respondActivityTaskFailed', { taskToken: task.taskToken, failure: { message: 'once', applicationFailureInfo: { type: 'T' } }, lastHeartbeatDetails: json('at failure') });
  t.note('second attempt', t.plain('pollActivityTaskQueue', await hand.activity()));
  await t.client.workflow.getHandle(t.id).terminate();
});

scenario('local-activity', async (t) => { await runs(t, [['local', 'echo', ['here']], ['local', 'info', []]]); });
scenario('local-activity-retried', async (t) => { await runs(t, [['local', 'failUntil', [3], { retry: { initialInterval: '10ms', backoffCoefficient: 1 } }]]); });
scenario('local-activity-failed', async (t) => { await runs(t, [['local', 'fail', ['no', { nonRetryable: true }]]]); });
scenario('local-activity-long-backoff', async (t) => {
  await runs(t, [['local', 'failUntil', [2], { localRetryThreshold: '10ms', retry: { initialInterval: '1s' } }]]);
});
scenario('local-activity-timeout', async (t) => { await runs(t, [['local', 'hang', [9], { startToCloseTimeout: '200ms', retry: { maximumAttempts: 1 } }]]); });
scenario('local-activity-cancelled', async (t) => {
  await runs(t, [['begin', 'one', ['local', 'hang', [9], { startToCloseTimeout: '30s', cancellationType: 'TRY_CANCEL' }]], ['stop', 'one'], ['end', 'one']]);
});
