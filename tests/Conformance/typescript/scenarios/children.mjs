import { scenario } from '../lib/scenario.mjs';

const child = (t, more = {}) => ({ workflowId: t.idOf(more.suffix ?? 'child'), workflowTaskTimeout: '1m', ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== 'suffix')) });

async function ends(t, ops, options) {
  const handle = await t.start(ops, options);
  await t.outcome(handle);
  await t.history(handle);
  return handle;
}

const inner = (t, suffix = 'child') => t.client.workflow.getHandle(t.idOf(suffix));

scenario('child-success', async (t) => {
  await ends(t, [['child', 'script', [[['info']]], child(t)]]);
  await t.history(inner(t), 'child history');
  await t.describe(inner(t), 'child described');
});

scenario('child-every-option', async (t) => {
  await ends(t, [['child', 'script', [[['info']]], child(t, {
    memo: { of: 'child' }, searchAttributes: { ConfKeyword: ['child'], ConfInt: [3] }, workflowExecutionTimeout: '10m', workflowRunTimeout: '5m', workflowTaskTimeout: '11s',
    retry: { maximumAttempts: 2 }, parentClosePolicy: 'ABANDON', workflowIdReusePolicy: 'REJECT_DUPLICATE', staticSummary: 'sum', staticDetails: 'det', priority: { priorityKey: 3 },
  })]], { workflowExecutionTimeout: '1h' });
  await t.history(inner(t), 'child history');
});

scenario('child-failed', async (t) => { await ends(t, [['caught', ['child', 'script', [[['fail', 'child failed', { type: 'Bad', details: [1] }]]], child(t)]]]); });

scenario('child-retried', async (t) => {
  await ends(t, [['child', 'untilAttempt', [2], child(t, { retry: { initialInterval: '100ms', backoffCoefficient: 1, maximumAttempts: 3 } })]]);
});

scenario('child-continues-as-new', async (t) => { await ends(t, [['child', 'countdown', [2], child(t)]]); });

scenario('child-times-out', async (t) => { await ends(t, [['caught', ['child', 'script', [[['forever']]], child(t, { workflowRunTimeout: '1s' })]]]); });

scenario('child-id-taken', async (t) => {
  const other = await t.start([['wait', 1]], { suffix: 'child' });
  await ends(t, [['caught', ['child', 'script', [[]], child(t)]]]);
  await other.signal('push', 1);
});

scenario('child-id-reuse-rejected', async (t) => {
  await ends(t, [['child', 'script', [[]], child(t)], ['caught', ['child', 'script', [[]], child(t, { workflowIdReusePolicy: 'REJECT_DUPLICATE' })]]]);
});

scenario('child-terminated', async (t) => {
  const handle = await t.start([['caught', ['child', 'script', [[['forever']]], child(t)]]]);
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  await t.ready(inner(t));
  await t.describe(handle, 'pending');
  await inner(t).terminate('by hand');
  await t.outcome(handle);
  await t.history(handle);
});

for (const parentClosePolicy of ['TERMINATE', 'ABANDON', 'REQUEST_CANCEL']) {
  scenario(`child-parent-ends-${parentClosePolicy.toLowerCase().replace('_', '-')}`, async (t) => {
    const handle = await t.start([['start child', 'script', [[['forever']]], child(t, { parentClosePolicy })], ['wait', 1]]);
    await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
    await t.ready(inner(t));
    await handle.signal('push', 1);
    await t.outcome(handle);
    if (parentClosePolicy !== 'ABANDON') await t.outcome(inner(t), 'child outcome');
    await t.describe(inner(t), 'child described');
    await t.history(handle);
    await t.history(inner(t), 'child history');
    if (parentClosePolicy === 'ABANDON') await inner(t).terminate();
  });
}

scenario('child-parent-terminated', async (t) => {
  const handle = await t.start([['start child', 'script', [[['forever']]], child(t)], ['forever']]);
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  await handle.terminate('parent too');
  await t.outcome(inner(t), 'child outcome');
  await t.history(handle);
});

for (const cancellationType of ['WAIT_CANCELLATION_COMPLETED', 'WAIT_CANCELLATION_REQUESTED', 'TRY_CANCEL', 'ABANDON']) {
  scenario(`child-cancelled-${cancellationType.toLowerCase().replaceAll('_', '-')}`, async (t) => {
    const handle = await t.start([
      ['begin', 'one', ['child', 'script', [[['forever']]], child(t, { cancellationType, parentClosePolicy: 'ABANDON' })]], ['wait', 1], ['stop', 'one'], ['end', 'one'], ['wait', 2],
    ]);
    await t.untilEvent(handle, 'CHILD_WORKFLOW_EXECUTION_STARTED');
    await t.ready(inner(t));
    await handle.signal('push', 1);
    if (cancellationType !== 'ABANDON') await t.untilEvent(handle, 'CHILD_WORKFLOW_EXECUTION_CANCELED');
    await t.untilDescribed(handle, 'nothing is to do', (found) => !found.pendingWorkflowTask);
    await handle.signal('push', 2);
    await t.outcome(handle);
    t.note('kinds', [...new Set((await t.events(handle)).map((event) => event.eventType))].sort((a, b) => a - b)); // how many tasks there were is chance
    if (cancellationType === 'ABANDON') await inner(t).terminate();
    else await t.history(inner(t), 'child history');
  });
}

scenario('child-signalled-by-parent', async (t) => {
  const handle = await t.start([['start child', 'script', [[['wait', 1]]], child(t)], ['wait', 1], ['signal child', 'push', 'from parent'], ['child result']]);
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  await t.ready(inner(t));
  await handle.signal('push', 'now');
  await t.outcome(handle);
  await t.history(inner(t), 'child history');
});

scenario('child-on-another-queue-by-nobody', async (t) => {
  const handle = await t.start([['start child', 'script', [[]], child(t, { taskQueue: `${t.id}-nobody` })], ['wait', 1]]);
  await t.untilEvent(handle, 'WORKFLOW_TASK_COMPLETED', 2);
  await t.describe(handle);
  await t.history(inner(t), 'child history');
  await handle.terminate();
});

scenario('child-of-child', async (t) => {
  await ends(t, [['child', 'script', [[['child', 'script', [[['info']]], { workflowId: t.idOf('grandchild'), workflowTaskTimeout: '1m' }]]], child(t)]]);
  await t.history(inner(t, 'grandchild'), 'grandchild history');
  await t.describe(inner(t, 'grandchild'), 'grandchild described');
});

scenario('external-signal', async (t) => {
  const other = await t.start([['wait', 1]], { suffix: 'other' });
  await t.ready(other);
  await ends(t, [['signal', t.idOf('other'), 'push', { a: 1 }]]);
  await t.outcome(other, 'other');
  await t.history(other, 'other history');
});

scenario('external-signal-unknown', async (t) => { await ends(t, [['caught', ['signal', t.idOf('nobody'), 'push', 1]]]); });

scenario('external-signal-closed', async (t) => {
  const other = await t.start([], { suffix: 'other' });
  await other.result();
  await ends(t, [['caught', ['signal', t.idOf('other'), 'push', 1]]]);
});

scenario('external-cancel', async (t) => {
  const other = await t.start([['forever']], { suffix: 'other' });
  await t.ready(other);
  await ends(t, [['cancel', t.idOf('other')]]);
  await t.outcome(other, 'other');
  await t.history(other, 'other history');
});

scenario('external-cancel-unknown-and-closed', async (t) => {
  const other = await t.start([], { suffix: 'other' });
  await other.result();
  await ends(t, [['caught', ['cancel', t.idOf('nobody')]], ['caught', ['cancel', t.idOf('other')]]]);
});

scenario('external-cancel-of-itself', async (t) => {
  await ends(t, [['caught', ['cancel', t.id]], ['return', 'end']]);
});

scenario('external-to-itself', async (t) => {
  await ends(t, [['caught', ['signal', t.id, 'push', 'me']], ['return', 'end']]);
});
