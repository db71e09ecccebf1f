import { WorkflowUpdateStage } from '@temporalio/client';
import { scenario } from '../lib/scenario.mjs';
import { Hand, json, seconds } from '../lib/tasks.mjs';

scenario('signal-order', async (t) => {
  const handle = await t.start([['wait', 5]]);
  await t.ready(handle);
  for (let i = 1; i <= 5; i++) await handle.signal('push', i);
  t.assert.deepEqual((await t.outcome(handle)).result, [1, 2, 3, 4, 5]);
});

scenario('signal-attributes', async (t) => {
  const hand = new Hand(t);
  await hand.start(t.id);
  await t.answer('answer', 'signalWorkflowExecution', {
    workflowExecution: { workflowId: t.id }, signalName: 'named', input: json({ a: 1 }, 'two'), identity: 'me', requestId: 'once', header: { fields: { trace: { data: Buffer.from('h') } } },
  });
  await t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: t.id }, signalName: 'named', requestId: 'once' });
  await t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: t.id }, signalName: 'named', requestId: 'twice' });
  await t.history({ workflowId: t.id });
});

scenario('signal-refusals', async (t) => {
  const handle = await t.start([['return', 1]]);
  await t.outcome(handle);
  await t.refused('closed', () => handle.signal('push', 1));
  await t.refused('unknown', () => t.client.workflow.getHandle(`${t.id}-nobody`).signal('push', 1));
  await t.refused('unknown run', () => t.client.workflow.getHandle(t.id, '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee').signal('push', 1));
  await t.refused('no uuid', () => t.client.workflow.getHandle(t.id, 'no-uuid').signal('push', 1));
  await t.refused('no name', () => handle.signal(''));
  await t.refused('no id', () => t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: '' }, signalName: 's' }));
  await t.refused('long name', () => t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: t.id }, signalName: 'x'.repeat(1001) }));
});

scenario('signal-default-handler', async (t) => {
  const handle = await t.startOf('catchAll', []);
  await handle.signal('one', 1, 2);
  await handle.signal('two');
  await t.outcome(handle);
});

scenario('query-direct-sticky-closed', async (t) => {
  const handle = await t.start([['wait', 2]]);
  t.note('direct', await handle.query('got'));
  await handle.signal('push', 'a');
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  t.note('sticky', await handle.query('got'));
  await handle.signal('push', 'b');
  await t.outcome(handle);
  t.note('closed', await handle.query('got'));
  await t.refused('unknown query', () => handle.query('nothing-of-the-kind'));
  await t.refused('broken query', () => handle.query('broken'));
  await t.refused('unknown workflow', () => t.client.workflow.getHandle(`${t.id}-nobody`).query('got'));
  await t.history(handle);
});

scenario('query-reject-condition', async (t) => {
  const handle = await t.start([['fail', 'no', { nonRetryable: true }]]);
  await t.outcome(handle);
  for (const queryRejectCondition of [1, 2, 3])
    await t.answer(`condition ${queryRejectCondition}`, 'queryWorkflow', { execution: { workflowId: t.id }, query: { queryType: 'got' }, queryRejectCondition });
});

scenario('query-metadata', async (t) => {
  const handle = await t.start([['details', 'at work'], ['wait', 1]]);
  await t.ready(handle);
  t.note('metadata', await handle.query('__temporal_workflow_metadata'));
  await handle.signal('push', 1);
  await t.outcome(handle);
});

scenario('query-without-worker', async (t) => {
  await new Hand(t).start(t.id);
  const late = await t.raw('queryWorkflow', { execution: { workflowId: t.id }, query: { queryType: 'got' } }, { timeout: 3_000 }).catch((error) => error);
  t.note('late', late.code); // the text is the client's own when its clock is the first
  await t.history({ workflowId: t.id });
});

scenario('query-terminated', async (t) => {
  const handle = await t.start([['wait', 2]]);
  await t.ready(handle);
  await handle.signal('push', 1);
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  await handle.terminate('over');
  t.note('after', await handle.query('got'));
});

scenario('update-completed', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.ready(handle);
  t.assert.equal(await handle.executeUpdate('put', { args: [21], updateId: 'u1' }), 42);
  await t.outcome(handle);
  await t.history(handle);
});

scenario('update-first-task', async (t) => {
  const handle = await t.start([['wait', 1]]);
  t.note('result', await handle.executeUpdate('put', { args: [3], updateId: 'u1' }));
  await t.outcome(handle);
});

scenario('update-rejected', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.ready(handle);
  await t.refused('validator', () => handle.executeUpdate('put', { args: [-1], updateId: 'u1' }));
  await t.refused('unknown', () => handle.executeUpdate('nothing', { args: [1], updateId: 'u2' }));
  await t.history(handle);
  await handle.signal('push', 1);
  await t.outcome(handle);
  await t.history(handle, 'history at the end');
});

scenario('update-failed', async (t) => {
  const handle = await t.start([['wait', 1]]);
  await t.ready(handle);
  await t.refused('failed', () => handle.executeUpdate('put', { args: [1, 'fail'], updateId: 'u1' }));
  await handle.signal('push', 1);
  await t.outcome(handle);
  await t.history(handle);
});

scenario('update-accepted-then-polled', async (t) => {
  const handle = await t.start([['wait', 1], ['handlers']]);
  await t.ready(handle);
  const update = await handle.startUpdate('put', { args: [5, 'wait'], updateId: 'u1', waitForStage: WorkflowUpdateStage.ACCEPTED });
  await t.answer('not yet', 'pollWorkflowExecutionUpdate', { updateRef: { workflowExecution: { workflowId: t.id }, updateId: 'u1' }, waitPolicy: { lifecycleStage: 1 } });
  await t.describe(handle, 'pending');
  await handle.signal('release');
  t.assert.equal(await update.result(), 10);
  await t.answer('completed', 'pollWorkflowExecutionUpdate', { updateRef: { workflowExecution: { workflowId: t.id }, updateId: 'u1' }, waitPolicy: { lifecycleStage: 3 } });
  t.note('by another handle', await handle.getUpdateHandle('u1').result());
  await t.outcome(handle);
  await t.history(handle);
});

scenario('update-same-id', async (t) => {
  const handle = await t.start([['wait', 2]]);
  await t.ready(handle);
  t.note('first', await handle.executeUpdate('put', { args: [1], updateId: 'u' }));
  t.note('second', await handle.executeUpdate('put', { args: [100], updateId: 'u' }));
  t.note('third', await handle.executeUpdate('put', { args: [2], updateId: 'v' }));
  t.assert.deepEqual((await t.outcome(handle)).result, [1, 2]);
  await t.history(handle);
});

scenario('update-with-activity-and-timer', async (t) => {
  const handle = await t.start([['wait', 2], ['handlers']]);
  await t.ready(handle);
  t.note('activity', await handle.executeUpdate('put', { args: [1, 'activity'], updateId: 'a' }));
  t.note('timer', await handle.executeUpdate('put', { args: [2, 'sleep'], updateId: 'b' }));
  await t.outcome(handle);
  await t.history(handle);
});

scenario('update-refusals', async (t) => {
  const handle = await t.start([['return', 1]]);
  await t.outcome(handle);
  await t.refused('closed', () => handle.executeUpdate('put', { args: [1], updateId: 'u' }));
  await t.refused('unknown workflow', () => t.client.workflow.getHandle(`${t.id}-nobody`).executeUpdate('put', { args: [1] }));
  await t.refused('unknown update', () => handle.getUpdateHandle('nobody').result());
  const update = (more) => t.raw('updateWorkflowExecution', { workflowExecution: { workflowId: t.id }, request: { meta: { updateId: 'x' }, input: { name: 'put', args: json(1) } }, ...more });
  await t.refused('no name', () => update({ request: { meta: { updateId: 'x' }, input: { name: '' } } }));
  await t.refused('long id', () => update({ request: { meta: { updateId: 'x'.repeat(1001) }, input: { name: 'put' } } }));
  await t.refused('admitted', () => update({ waitPolicy: { lifecycleStage: 1 } }));
});

scenario('update-then-workflow-ends', async (t) => {
  const handle = await t.startOf('leaves', []);
  await t.ready(handle);
  await t.refused('left', () => handle.executeUpdate('leave', { updateId: 'u' }));
  await t.outcome(handle);
  await t.history(handle);
});

scenario('update-then-continue-as-new', async (t) => {
  const handle = await t.startOf('moves', [false]);
  await t.ready(handle);
  await t.refused('moved', () => handle.executeUpdate('move', { updateId: 'u' }));
  await t.outcome(handle);
  await t.history(handle, 'history', handle.firstExecutionRunId);
});

scenario('update-without-worker', async (t) => {
  await new Hand(t).start(t.id);
  await t.answer('after 20 s', 'updateWorkflowExecution', {
    workflowExecution: { workflowId: t.id }, request: { meta: { updateId: 'u' }, input: { name: 'put', args: json(1) } }, waitPolicy: { lifecycleStage: 2 },
  }, { timeout: 40_000 });
  await t.history({ workflowId: t.id });
});

scenario('update-wakes-no-signal', async (t) => {
  const handle = await t.start([['wait', 3]]);
  await t.ready(handle);
  await handle.executeUpdate('put', { args: [1], updateId: 'a' });
  await handle.signal('push', 2);
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 3);
  await handle.executeUpdate('put', { args: [3], updateId: 'b' });
  t.assert.deepEqual((await t.outcome(handle)).result, [1, 2, 3]);
  await t.history(handle);
});

scenario('cancel-cleanup', async (t) => {
  const handle = await t.start([['cleanup', ['sleep', '60s', { summary: 'long' }], ['activity', 'echo', ['cleaned']]]]);
  await t.ready(handle);
  await handle.cancel();
  await t.outcome(handle);
  await t.history(handle);
  await t.describe(handle);
});

scenario('cancel-ignored', async (t) => {
  const handle = await t.start([['shielded', ['wait', 1]]]);
  await t.ready(handle);
  await handle.cancel();
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  await t.answer('again', 'requestCancelWorkflowExecution', { workflowExecution: { workflowId: t.id }, requestId: 'second', reason: 'once more' });
  await handle.signal('push', 1);
  await t.outcome(handle);
  await t.history(handle);
});

scenario('cancel-closed-and-unknown', async (t) => {
  const handle = await t.start([['return', 1]]);
  await t.outcome(handle);
  await t.answer('closed', 'requestCancelWorkflowExecution', { workflowExecution: { workflowId: t.id }, requestId: 'r' });
  await t.refused('unknown', () => t.client.workflow.getHandle(`${t.id}-nobody`).cancel());
  await t.either('another chain', () => t.raw('requestCancelWorkflowExecution', { workflowExecution: { workflowId: t.id }, firstExecutionRunId: '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee' }));
  await t.history(handle);
});

scenario('cancel-with-reason', async (t) => {
  await new Hand(t).start(t.id);
  await t.answer('answer', 'requestCancelWorkflowExecution', { workflowExecution: { workflowId: t.id }, requestId: 'r', reason: 'no longer needed', identity: 'me' });
  await t.raw('requestCancelWorkflowExecution', { workflowExecution: { workflowId: t.id }, requestId: 'r' });
  await t.history({ workflowId: t.id });
});

scenario('terminate', async (t) => {
  const handle = await t.start([['forever']]);
  await t.ready(handle);
  await t.client.workflow.workflowService.terminateWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId: t.id }, reason: 'enough', details: json({ why: 'test' }), identity: 'me' });
  await t.outcome(handle);
  await t.history(handle);
  await t.refused('again', () => handle.terminate());
  await t.refused('unknown', () => t.client.workflow.getHandle(`${t.id}-nobody`).terminate());
  await t.refused('another chain', () => t.client.workflow.getHandle(t.id, undefined, { firstExecutionRunId: '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee' }).terminate());
});

scenario('delete-closed', async (t) => {
  const handle = await t.start([['return', 1]]);
  await t.outcome(handle);
  await t.answer('answer', 'deleteWorkflowExecution', { workflowExecution: { workflowId: t.id } });
  await t.until('it is gone', () => t.raw('describeWorkflowExecution', { execution: { workflowId: t.id } }).then(() => false, () => true), 80_000);
  await t.refused('described', () => handle.describe());
  await t.refused('history', () => t.history(handle));
  await t.refused('deleted again', () => t.raw('deleteWorkflowExecution', { workflowExecution: { workflowId: t.id } }));
});

scenario('delete-running', async (t) => {
  const handle = await t.start([['forever']]);
  await t.ready(handle);
  await t.answer('answer', 'deleteWorkflowExecution', { workflowExecution: { workflowId: t.id } });
  await t.until('it is gone', () => t.raw('describeWorkflowExecution', { execution: { workflowId: t.id } }).then(() => false, () => true), 80_000);
  await t.refused('described', () => handle.describe());
});
