import { WithStartWorkflowOperation } from '@temporalio/client';
import { scenario } from '../lib/scenario.mjs';
import { command, Hand, json, seconds } from '../lib/tasks.mjs';

const priority = (priorityKey) => ({ priority: { priorityKey } });

scenario('priority-of-workflow-tasks', async (t) => {
  const hand = new Hand(t);
  for (const [suffix, more] of [['none', {}], ['five', priority(5)], ['one', priority(1)], ['three', priority(3)], ['one-later', priority(1)], ['four', priority(4)], ['two', priority(2)]]) await hand.start(t.idOf(suffix), more);
  await t.until('all wait', async () => Number((await t.raw('describeTaskQueue', { taskQueue: hand.taskQueue, taskQueueType: 1, reportStats: true })).stats.approximateBacklogCount) === 7);
  const { statsByPriorityKey } = await t.raw('describeTaskQueue', { taskQueue: hand.taskQueue, taskQueueType: 1, reportStats: true });
  t.note('backlog', Object.entries(statsByPriorityKey).map(([key, stats]) => [key, Number(stats.approximateBacklogCount)]).sort());
  // A queue of the real server has several parts, so that the order between them is chance: ours is tested elsewhere.
  for (let i = 0; i < 7; i++) await hand.complete(await hand.task(), [command.complete()]);
});

scenario('priority-of-activity-tasks', async (t) => {
  const hand = new Hand(t);
  await hand.start(t.id, priority(4));
  const act = (id, more) => command.activity(id, { taskQueue: hand.taskQueue, ...more });
  await hand.complete(await hand.task(), [act('inherits'), act('five', priority(5)), act('one', priority(1)), act('zero', priority(0)), act('two', priority(2)), act('key', { priority: { fairnessKey: 'a' } })]);
  await t.until('all wait', async () => Number((await t.raw('describeTaskQueue', { taskQueue: hand.taskQueue, taskQueueType: 2, reportStats: true })).stats.approximateBacklogCount) === 6);
  for (let i = 0; i < 6; i++) {
    const task = await hand.activity();
    t.note(task.activityId, t.plain('pollActivityTaskQueue', task).priority);
    await hand.completeActivity(task, 1);
  }
  await t.client.workflow.getHandle(t.id).terminate();
});

scenario('priority-of-children-and-next-runs', async (t) => {
  const hand = new Hand(t);
  await hand.start(t.id, { priority: { priorityKey: 2, fairnessKey: 'key', fairnessWeight: 2.5 } });
  await hand.complete(await hand.task(), [
    command.child(t.idOf('inherits'), { taskQueue: { name: 'nobodys' } }), command.child(t.idOf('own'), { taskQueue: { name: 'nobodys' }, ...priority(5) }), command.child(t.idOf('weight'), { taskQueue: { name: 'nobodys' }, priority: { fairnessWeight: 3 } }),
  ]);
  const initiated = await t.untilEvent({ workflowId: t.id }, 'START_CHILD_WORKFLOW_EXECUTION_INITIATED', 3);
  t.note('initiated', initiated.map((event) => event.startChildWorkflowExecutionInitiatedEventAttributes.priority));
  await t.untilEvent({ workflowId: t.id }, 'CHILD_WORKFLOW_EXECUTION_STARTED', 3);
  for (const suffix of ['inherits', 'own', 'weight']) {
    const { workflowExecutionInfo } = await t.raw('describeWorkflowExecution', { execution: { workflowId: t.idOf(suffix) } });
    t.note(suffix, workflowExecutionInfo.priority);
    await t.client.workflow.getHandle(t.idOf(suffix)).terminate();
  }
  for (let continued = false; !continued;) {
    const task = await hand.task();
    continued = await hand.complete(task, [command.continueAsNew()]).then(() => true, () => false);
  }
  await t.until('the next run began', async () => (await t.events({ workflowId: t.id }))[0].workflowExecutionStartedEventAttributes.continuedExecutionRunId);
  t.note('next', (await t.raw('describeWorkflowExecution', { execution: { workflowId: t.id } })).workflowExecutionInfo.priority);
  await t.client.workflow.getHandle(t.id).terminate();
});

scenario('priority-refusals', async (t) => {
  const hand = new Hand(t);
  for (const [what, one] of Object.entries({ negative: { priorityKey: -1 }, high: { priorityKey: 100 }, six: { priorityKey: 6 }, 'long key': { fairnessKey: 'x'.repeat(65) }, 'negative weight': { fairnessWeight: -1 }, 'small weight': { fairnessWeight: 0.0001 } })) {
    await t.either(what, () => hand.start(t.idOf(what.replace(' ', '-')), { priority: one }));
    await t.either(`activity ${what}`, async () => {
      await hand.start(t.idOf(`a-${what.replace(' ', '-')}`), { taskQueue: { name: t.idOf(`q-${what}`) } });
      const own = new Hand(t, t.idOf(`q-${what}`));
      await own.complete(await own.task(), [command.activity('a', { priority: one })]);
    });
  }
});

const withStart = (t, more = {}) => new WithStartWorkflowOperation('script', { taskQueue: t.queue, workflowId: t.id, workflowTaskTimeout: '1m', args: [[['wait', 2]]], ...more });
const putWithStart = (t, value, more = {}, updateId = undefined) => t.client.workflow.executeUpdateWithStart('put', { startWorkflowOperation: withStart(t, more), args: [value], updateId });

for (const workflowIdConflictPolicy of ['FAIL', 'USE_EXISTING', 'TERMINATE_EXISTING']) {
  const name = workflowIdConflictPolicy.toLowerCase().replace('_', '-');
  scenario(`update-with-start-conflict-${name}`, async (t) => {
    const handle = await t.start([['wait', 2]]);
    await t.ready(handle);
    await handle.executeUpdate('put', { args: [9], updateId: 'known' });
    await t.either('known', async () => t.note('known result', await putWithStart(t, 1, { workflowIdConflictPolicy }, 'known')));
    await t.either('running', async () => t.note('first result', await putWithStart(t, 1, { workflowIdConflictPolicy }, 'u')));
    const running = (await t.raw('describeWorkflowExecution', { execution: { workflowId: t.id } })).workflowExecutionInfo;
    t.note('goes on in the same run', running.execution.runId === handle.firstExecutionRunId);
    t.note('status of the first', (await t.client.workflow.getHandle(t.id, handle.firstExecutionRunId).describe()).status.name);
    await t.client.workflow.getHandle(t.id).terminate('over').catch(() => {});
    await t.either('closed', async () => t.note('second result', await putWithStart(t, 2, { workflowIdConflictPolicy }, 'u')));
    t.note('same update id in the new run', await putWithStart(t, 3, { workflowIdConflictPolicy: 'USE_EXISTING' }, 'u').catch((error) => error.message));
    await t.history(handle, 'last history');
    await t.client.workflow.getHandle(t.id).terminate().catch(() => {});
  });
}

const reuses = { ALLOW_DUPLICATE: 1, ALLOW_DUPLICATE_FAILED_ONLY: 2, REJECT_DUPLICATE: 3 };
const byHand = (t, updateId, reuse) => t.raw('executeMultiOperation', {
  operations: [
    { startWorkflow: { namespace: t.service.namespace, workflowId: t.id, workflowType: { name: 'script' }, taskQueue: { name: t.queue }, input: json([['wait', 5]]), requestId: crypto.randomUUID(), workflowIdReusePolicy: reuses[reuse], workflowIdConflictPolicy: 1 } },
    { updateWorkflow: { namespace: t.service.namespace, workflowExecution: { workflowId: t.id }, request: { meta: { updateId }, input: { name: 'put', args: json(9) } }, waitPolicy: { lifecycleStage: 3 } } },
  ],
});
for (const workflowIdReusePolicy of ['ALLOW_DUPLICATE', 'ALLOW_DUPLICATE_FAILED_ONLY', 'REJECT_DUPLICATE']) {
  scenario(`update-with-start-reuse-${workflowIdReusePolicy.toLowerCase().replaceAll('_', '-')}`, async (t) => {
    const handle = await t.start([['wait', 1]]);
    await t.ready(handle);
    t.note('update of the first', await handle.executeUpdate('put', { args: [7], updateId: 'u' }));
    await handle.result();
    await t.either('another update', async () => t.note('another', await putWithStart(t, 1, { workflowIdReusePolicy, workflowIdConflictPolicy: 'FAIL' }, 'v')));
    await t.either('the same update', async () => t.note('same', await putWithStart(t, 1, { workflowIdReusePolicy, workflowIdConflictPolicy: 'FAIL' }, 'u')));
    t.note('runs', (await t.client.workflow.getHandle(t.id).describe()).runId === handle.firstExecutionRunId ? 'one' : 'two');
    await t.client.workflow.getHandle(t.id).terminate().catch(() => {});
    for (const updateId of ['u', 'v']) await t.either(`by hand ${updateId}`, async () => t.note(`answer ${updateId}`, t.plain('executeMultiOperation', await byHand(t, updateId, workflowIdReusePolicy))));
    await t.client.workflow.getHandle(t.id).terminate().catch(() => {});
  });
}

const reset = (t, runId, more) => t.raw('resetWorkflowExecution', { workflowExecution: { workflowId: t.id, runId }, reason: 'again', requestId: crypto.randomUUID(), ...more });

scenario('reset-reapplies-signals-and-updates', async (t) => {
  const handle = await t.start([['wait', 4]]);
  await t.ready(handle);
  await handle.signal('push', 'a');
  await handle.executeUpdate('put', { args: [1], updateId: 'first' });
  await handle.signal('push', 'b');
  await handle.executeUpdate('put', { args: [2], updateId: 'second' });
  t.assert.deepEqual((await t.outcome(handle)).result, ['a', 1, 'b', 2]);
  for (const [key, more] of [['all', {}], ['no signals', { resetReapplyExcludeTypes: [1] }], ['no updates', { resetReapplyExcludeTypes: [2] }], ['nothing', { resetReapplyExcludeTypes: [1, 2] }]]) {
    const { runId } = await reset(t, handle.firstExecutionRunId, { workflowTaskFinishEventId: 4, ...more });
    const again = t.client.workflow.getHandle(t.id, runId);
    if (key === 'all') await t.outcome(again, key);
    else await t.until('it waits', async () => (await again.query('got')).length === (key === 'nothing' ? 0 : 2)).then(async () => t.note(key, await again.query('got')));
    await t.history(again, `history with ${key}`, runId);
    await again.terminate().catch(() => {});
  }
});

scenario('speculative-task-lost-with-its-worker', async (t) => {
  const hand = new Hand(t);
  await hand.start(t.id, { workflowTaskTimeout: seconds(2) });
  await hand.complete(await hand.task(), [command.timer('t')]);
  const updated = t.raw('updateWorkflowExecution', { workflowExecution: { workflowId: t.id }, request: { meta: { updateId: 'u' }, input: { name: 'put', args: json(1) } }, waitPolicy: { lifecycleStage: 3 } }).catch((error) => error);
  const lost = await hand.task();
  t.note('lost', t.plain('pollWorkflowTaskQueue', lost));
  const again = await hand.task();
  t.note('again', t.plain('pollWorkflowTaskQueue', again));
  await t.history({ workflowId: t.id }, 'history after the time');
  await t.refused('the lost one comes back', () => hand.complete(lost, []));
  await hand.complete(again, [command.complete('over')]);
  await t.refused('update', async () => { const answer = await updated; if (answer instanceof Error) throw answer; throw new Error(JSON.stringify(answer.outcome)); });
  await t.history({ workflowId: t.id });
});

const action = (t, ops) => ({ type: 'startWorkflow', workflowType: 'script', taskQueue: t.queue, args: [ops] });
const runs = async (t) => (await t.raw('listWorkflowExecutions', { query: `WorkflowId STARTS_WITH '${t.id}-workflow-'` })).executions;

for (const overlap of ['SKIP', 'BUFFER_ONE', 'BUFFER_ALL', 'CANCEL_OTHER', 'TERMINATE_OTHER', 'ALLOW_ALL']) {
  scenario(`schedule-backfill-${overlap.toLowerCase().replace('_', '-')}`, async (t) => {
    const handle = await t.client.schedule.create({ scheduleId: t.id, spec: { intervals: [{ every: '1h' }] }, action: action(t, [['wait', 1]]), state: { paused: true } });
    await handle.backfill({ start: new Date('2026-01-01T00:30:00Z'), end: new Date('2026-01-01T04:30:00Z'), overlap });
    const settled = { SKIP: (i, all) => Number(i.overlapSkipped) === 3, BUFFER_ONE: (i) => Number(i.bufferSize) === 1 && Number(i.overlapSkipped) === 2, BUFFER_ALL: (i) => Number(i.bufferSize) === 3, CANCEL_OTHER: (i, all) => all.filter((one) => one.status === 1).length === 1 && all.length > 0, TERMINATE_OTHER: (i, all) => all.filter((one) => one.status === 1).length === 1, ALLOW_ALL: (i, all) => all.length === 4 }[overlap];
    await t.until('it settles', async () => settled((await t.raw('describeSchedule', { scheduleId: t.id })).info, await runs(t)));
    await t.pause(2_000);
    const { info } = await t.raw('describeSchedule', { scheduleId: t.id });
    t.note('info', { skipped: Number(info.overlapSkipped), buffered: Number(info.bufferSize), actions: Number(info.actionCount), running: info.runningWorkflows.length });
    t.note('runs', (await runs(t)).map((one) => [one.execution.workflowId.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/)[0].replace('T', ' '), one.status]).sort());
    await handle.delete();
    for (const run of await runs(t)) await t.client.workflow.getHandle(run.execution.workflowId).terminate().catch(() => {});
  });
}

scenario('workers-report-and-leave', async (t) => {
  const queue = `${t.id}-queue`;
  const worker = (suffix, more = {}) => ({ workerInstanceKey: t.idOf(suffix), workerIdentity: `identity-${suffix}`, taskQueue: queue, sdkName: 'by-hand', sdkVersion: '1.2.3', status: 1, startTime: { seconds: 1_700_000_000 }, heartbeatTime: { seconds: 1_700_000_100 }, hostInfo: { hostName: 'host', processId: '7' }, workflowTaskSlotsInfo: { currentAvailableSlots: 3, currentUsedSlots: 2, totalProcessedTasks: 9 }, ...more });
  await t.raw('recordWorkerHeartbeat', { identity: 'hand', workerHeartbeat: [worker('a'), worker('b', { sdkVersion: '2.0.0', hostInfo: { hostName: 'other' } })] });
  const listed = async (query) => (await t.raw('listWorkers', { query })).workersInfo.map((one) => one.workerHeartbeat.workerInstanceKey.slice(t.id.length + 1)).sort();
  await t.until('both are there', async () => (await listed(`TaskQueue = '${queue}'`)).length === 2);
  for (const query of [`TaskQueue = '${queue}' AND SdkVersion = '2.0.0'`, `TaskQueue = '${queue}' AND HostName = 'host'`, `WorkerInstanceKey = '${t.idOf('a')}'`, `TaskQueue = '${queue}' AND WorkerIdentity = 'identity-b'`, `TaskQueue = '${queue}' AND SdkName != 'by-hand'`, `TaskQueue = '${queue}' AND (SdkVersion = '1.2.3' OR SdkVersion = '2.0.0')`, `TaskQueue = '${queue}' AND SdkName STARTS_WITH 'by'`, `TaskQueue = '${queue}' AND Nobody = 1`, 'TaskQueue ='])
    await t.either(t.words.text(query), async () => t.note(`found ${t.words.text(query)}`, await listed(query)));
  await t.answer('described', 'describeWorker', { workerInstanceKey: t.idOf('a') });
  await t.refused('unknown', () => t.raw('describeWorker', { workerInstanceKey: t.idOf('nobody') }));
  await t.raw('shutdownWorker', { identity: 'hand', workerInstanceKey: t.idOf('a'), taskQueue: queue, stickyTaskQueue: `${queue}-sticky`, reason: 'over', workerHeartbeat: worker('a', { status: 3 }) });
  await t.either('after it left', () => t.answer('described after', 'describeWorker', { workerInstanceKey: t.idOf('a') }));
});
