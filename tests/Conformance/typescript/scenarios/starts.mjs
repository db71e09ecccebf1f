import { WithStartWorkflowOperation } from '@temporalio/client';
import { scenario } from '../lib/scenario.mjs';
import { Hand, json, payload, seconds } from '../lib/tasks.mjs';

scenario('start-with-every-option', async (t) => {
  const handle = await t.start([['info']], {
    memo: { note: 'kept', count: 3 },
    searchAttributes: { ConfKeyword: ['all'], ConfInt: [7], ConfDouble: [1.5], ConfBool: [true], ConfText: ['some words'], ConfDatetime: [new Date('2026-01-02T03:04:05Z')], ConfKeywordList: ['a', 'b'] },
    workflowExecutionTimeout: '1h', workflowRunTimeout: '30m', workflowTaskTimeout: '15s',
    retry: { initialInterval: '2s', backoffCoefficient: 3, maximumInterval: '20s', maximumAttempts: 4, nonRetryableErrorTypes: ['Never'] },
    staticSummary: 'a summary', staticDetails: 'some details', priority: { priorityKey: 2 },
  });
  const { result } = await t.outcome(handle);
  t.assert.equal(result.attempt, 1);
  await t.history(handle);
  await t.describe(handle);
});

scenario('start-with-nothing', async (t) => {
  const handle = await t.start([['return', 'plain']]);
  t.assert.equal((await t.outcome(handle)).result, 'plain');
  t.assert.deepEqual(await t.history(handle), ['WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_TASK_SCHEDULED', 'WORKFLOW_TASK_STARTED', 'WORKFLOW_TASK_COMPLETED', 'WORKFLOW_EXECUTION_COMPLETED']);
  await t.describe(handle);
});

scenario('start-while-running', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.ready(handle);
  t.assert.equal((await t.refused('again', () => t.start([]))).name, 'WorkflowExecutionAlreadyStartedError');
  await t.refused('raw', () => new Hand(t).start(t.id));
  await handle.signal('push', 1);
  await t.outcome(handle);
});

for (const policy of ['ALLOW_DUPLICATE', 'ALLOW_DUPLICATE_FAILED_ONLY', 'REJECT_DUPLICATE', 'TERMINATE_IF_RUNNING']) {
  scenario(`start-reuse-${policy.toLowerCase().replaceAll('_', '-')}`, async (t) => {
    for (const [what, op] of [['completed', ['return', 1]], ['failed', ['fail', 'no', { nonRetryable: true }]]]) {
      const first = await t.start([op], { suffix: what });
      await t.outcome(first, `${what} first`);
      const raw = { workflowIdReusePolicy: { ALLOW_DUPLICATE: 1, ALLOW_DUPLICATE_FAILED_ONLY: 2, REJECT_DUPLICATE: 3, TERMINATE_IF_RUNNING: 4 }[policy] };
      await t.either(`${what} again`, () => new Hand(t).start(t.idOf(what), raw));
    }
  });
}

scenario('start-conflict-fail', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.refused('again', () => t.start([], { workflowIdConflictPolicy: 'FAIL' }));
  await handle.signal('push', 1);
  await t.outcome(handle);
});

scenario('start-conflict-use-existing', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.ready(handle);
  const again = await t.start([['return', 'other']], { workflowIdConflictPolicy: 'USE_EXISTING' });
  t.assert.equal(again.firstExecutionRunId, handle.firstExecutionRunId);
  await handle.signal('push', 1);
  await t.outcome(again);
  await t.history(handle);
});

scenario('start-conflict-use-existing-raw', async (t) => {
  const hand = new Hand(t);
  await hand.start(t.id);
  await t.answer('again', 'startWorkflowExecution', {
    workflowId: t.id, workflowType: { name: 'ByHand' }, taskQueue: hand.taskQueue, requestId: 'the second', workflowIdConflictPolicy: 2,
    onConflictOptions: { attachRequestId: true, attachCompletionCallbacks: true, attachLinks: true },
  });
  await t.history({ workflowId: t.id });
  await t.describe({ workflowId: t.id });
});

scenario('start-conflict-terminate-existing', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.ready(handle);
  const again = await t.start([['return', 'new']], { workflowIdConflictPolicy: 'TERMINATE_EXISTING' });
  await t.outcome(again);
  await t.history(handle, 'old', handle.firstExecutionRunId);
  await t.history(again, 'new', again.firstExecutionRunId);
});

scenario('start-request-id-again', async (t) => {
  const hand = new Hand(t);
  const first = await hand.start(t.id, { requestId: 'same' });
  const again = await hand.start(t.id, { requestId: 'same' });
  t.assert.equal(again.runId, first.runId);
  t.note('started', [first.started, again.started]);
  await t.refused('other', () => hand.start(t.id, { requestId: 'other' }));
  await t.history({ workflowId: t.id });
});

scenario('start-delay', async (t) => {
  const handle = await t.start([['return', 1]], { startDelay: '2s' });
  await t.describe(handle, 'before');
  await t.outcome(handle);
  await t.history(handle);
});

scenario('start-delay-signal-cancel-terminate', async (t) => {
  const signalled = await t.start([['wait', 1]], { suffix: 'signal', startDelay: '2s' });
  await signalled.signal('push', 'early');
  t.assert.deepEqual((await t.outcome(signalled, 'signalled')).result, ['early']);
  await t.history(signalled, 'signal history');
  const cancelled = await t.start([['forever']], { suffix: 'cancel', startDelay: '2s' });
  await cancelled.cancel();
  await t.outcome(cancelled, 'cancelled');
  await t.history(cancelled, 'cancel history');
  const terminated = await t.start([['forever']], { suffix: 'terminate', startDelay: '60s' });
  await terminated.terminate('enough');
  await t.outcome(terminated, 'terminated');
  await t.history(terminated, 'terminate history');
});

scenario('start-delay-with-cron-refused', async (t) => {
  await t.refused('refused', () => t.start([], { startDelay: '2s', cronSchedule: '* * * * *' }));
});

scenario('start-eager', async (t) => {
  const hand = new Hand(t);
  const started = await hand.start(t.id, { requestEagerExecution: true });
  t.note('eager', started.eagerWorkflowTask !== null && started.eagerWorkflowTask !== undefined);
  await t.history({ workflowId: t.id }, 'started');
  const task = started.eagerWorkflowTask ?? await hand.task();
  t.note('task', t.plain('pollWorkflowTaskQueue', task));
  await hand.complete(task, [{ commandType: 4, completeWorkflowExecutionCommandAttributes: { result: json('eager') } }]);
  await t.history({ workflowId: t.id });
});

scenario('start-refusals', async (t) => {
  const start = (more) => t.raw('startWorkflowExecution', { workflowId: t.id, workflowType: { name: 'T' }, taskQueue: { name: 'q' }, requestId: 'r', ...more });
  await t.refused('no id', () => start({ workflowId: '' }));
  await t.refused('no type', () => start({ workflowType: { name: '' } }));
  await t.refused('no queue', () => start({ taskQueue: { name: '' } }));
  await t.refused('long id', () => start({ workflowId: 'x'.repeat(1001) }));
  await t.refused('long type', () => start({ workflowType: { name: 'x'.repeat(1001) } }));
  await t.refused('long queue', () => start({ taskQueue: { name: 'x'.repeat(1001) } }));
  await t.refused('long request', () => start({ requestId: 'x'.repeat(1001) }));
  await t.refused('unknown namespace', () => start({ namespace: `${t.id}-nowhere` }));
  await t.refused('bad cron', () => start({ cronSchedule: 'whenever' }));
  await t.refused('bad retry', () => start({ retryPolicy: { initialInterval: seconds(-1) } }));
  await t.refused('retry coefficient', () => start({ retryPolicy: { initialInterval: seconds(1), backoffCoefficient: 0.5 } }));
  await t.refused('retry maximum', () => start({ retryPolicy: { initialInterval: seconds(10), maximumInterval: seconds(1) } }));
  await t.refused('retry attempts', () => start({ retryPolicy: { maximumAttempts: -1 } }));
  await t.refused('negative run timeout', () => start({ workflowRunTimeout: seconds(-1) }));
  await t.refused('negative execution timeout', () => start({ workflowExecutionTimeout: seconds(-1) }));
  await t.refused('negative task timeout', () => start({ workflowTaskTimeout: seconds(-1) }));
  await t.refused('unknown attribute', () => start({ searchAttributes: { indexedFields: { Nobody: payload('x') } } }));
  await t.refused('attribute of another type', () => start({ searchAttributes: { indexedFields: { ConfInt: payload('x') } } }));
  await t.refused('both policies', () => start({ workflowIdReusePolicy: 4, workflowIdConflictPolicy: 1 }));
  await t.refused('reject and terminate', () => start({ workflowIdReusePolicy: 3, workflowIdConflictPolicy: 3 }));
});

scenario('signal-with-start', async (t) => {
  const signal = (value) => t.client.workflow.signalWithStart('script', { taskQueue: t.queue, workflowId: t.id, workflowTaskTimeout: '1m', args: [[['wait', 2]]], signal: 'push', signalArgs: [value] });
  const first = await signal('one');
  await t.ready(first);
  const second = await signal('two');
  t.assert.equal(second.signaledRunId, first.signaledRunId);
  t.assert.deepEqual((await t.outcome(first)).result, ['one', 'two']);
  await t.history(first);
  const third = await signal('three');
  t.assert.notEqual(third.signaledRunId, first.signaledRunId);
  await third.signal('push', 'four');
  await t.outcome(third, 'new run');
});

scenario('signal-with-start-policies', async (t) => {
  const raw = (more) => t.raw('signalWithStartWorkflowExecution', {
    workflowId: t.id, workflowType: { name: 'ByHand' }, taskQueue: { name: `${t.id}-queue` }, signalName: 'push', signalInput: json(1), requestId: crypto.randomUUID(), ...more,
  });
  await raw({ memo: { fields: { a: payload(1) } }, workflowStartDelay: seconds(60) });
  await t.history({ workflowId: t.id }, 'delayed');
  await t.client.workflow.getHandle(t.id).terminate();
  await t.refused('rejected', () => raw({ workflowIdReusePolicy: 3 }));
  await t.refused('no signal', () => raw({ signalName: '' }));
  await t.refused('fail', () => raw({ workflowIdConflictPolicy: 1 }));
  const first = await raw({});
  const second = await raw({ workflowIdConflictPolicy: 3 });
  t.assert.notEqual(first.runId, second.runId);
  await t.history({ workflowId: t.id }, 'terminated', first.runId);
  await t.history({ workflowId: t.id }, 'second', second.runId);
});

const withStart = (t, ops, more = {}) => new WithStartWorkflowOperation('script', { taskQueue: t.queue, workflowId: t.id, workflowTaskTimeout: '1m', args: [ops], workflowIdConflictPolicy: 'USE_EXISTING', ...more });

scenario('update-with-start-new', async (t) => {
  const startWorkflowOperation = withStart(t, [['wait', 2]]);
  const result = await t.client.workflow.executeUpdateWithStart('put', { startWorkflowOperation, args: [4], updateId: 'first' });
  t.assert.equal(result, 8);
  const handle = await startWorkflowOperation.workflowHandle();
  await handle.signal('push', 1);
  await t.outcome(handle);
  await t.history(handle);
});

scenario('update-with-start-existing', async (t) => {
  const handle = await t.start([['wait', 2]]);
  await t.ready(handle);
  t.note('result', await t.client.workflow.executeUpdateWithStart('put', { startWorkflowOperation: withStart(t, []), args: [5], updateId: 'u' }));
  t.note('again', await t.client.workflow.executeUpdateWithStart('put', { startWorkflowOperation: withStart(t, []), args: [50], updateId: 'u' }));
  await handle.signal('push', 1);
  await t.outcome(handle);
  await t.history(handle);
});

scenario('update-with-start-refused', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.ready(handle);
  await t.refused('conflict', () => t.client.workflow.executeUpdateWithStart('put', { startWorkflowOperation: withStart(t, [], { workflowIdConflictPolicy: 'FAIL' }), args: [1] }));
  await t.refused('rejected', () => t.client.workflow.executeUpdateWithStart('put', { startWorkflowOperation: withStart(t, []), args: [-1] }));
  await handle.signal('push', 1);
  await t.outcome(handle);
  await t.history(handle);
});
