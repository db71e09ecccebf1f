import { scenario } from '../lib/scenario.mjs';
import { command, Hand, json, payload, seconds } from '../lib/tasks.mjs';

const started = async (t, more) => {
  const hand = new Hand(t);
  const { runId } = await hand.start(t.id, more);
  const task = await hand.task();
  return { hand, runId, task, handle: { workflowId: t.id } };
};

scenario('task-poll-answer', async (t) => {
  const { hand, task, handle } = await started(t, { input: json('in', 2), header: { fields: { h: { data: Buffer.from('v') } } }, memo: { fields: { m: payload('memo') } } });
  t.note('first', t.plain('pollWorkflowTaskQueue', task));
  await hand.complete(task, [command.timer('t', 1)], { stickyAttributes: { workerTaskQueue: { name: `${t.id}-sticky`, kind: 2, normalName: hand.queue }, scheduleToStartTimeout: seconds(5) } });
  const second = await hand.task(20_000, { name: `${t.id}-sticky`, kind: 2, normalName: hand.queue });
  t.note('sticky', t.plain('pollWorkflowTaskQueue', second));
  await hand.complete(second, [command.complete('done')]);
  await t.history(handle);
});

scenario('task-sticky-queue-without-poller', async (t) => {
  const { hand, task, handle } = await started(t);
  await hand.complete(task, [command.timer('t', 1)], { stickyAttributes: { workerTaskQueue: { name: `${t.id}-sticky`, kind: 2, normalName: hand.queue }, scheduleToStartTimeout: seconds(2) } });
  t.note('normal', t.plain('pollWorkflowTaskQueue', await hand.task()));
  await t.history(handle);
});

scenario('task-token-refusals', async (t) => {
  const { hand, task } = await started(t);
  await t.refused('empty', () => hand.complete({ taskToken: Buffer.alloc(0) }));
  await t.refused('garbage', () => hand.complete({ taskToken: Buffer.from('garbage') }));
  await hand.complete(task, [command.timer('t')]);
  await t.refused('twice', () => hand.complete(task, []));
  await t.refused('failed after', () => hand.fail(task));
  await t.refused('poll without queue', () => t.raw('pollWorkflowTaskQueue', { taskQueue: { name: '' } }));
  await t.refused('poll of activities without queue', () => t.raw('pollActivityTaskQueue', { taskQueue: null }));
});

scenario('task-empty-poll', async (t) => {
  t.note('empty', t.plain('pollWorkflowTaskQueue', await new Hand(t).task(6_000)));
  t.note('no activity', t.plain('pollActivityTaskQueue', await new Hand(t).activity(6_000)));
});

const bad = {
  'activity without timeouts': command.activity('a', { startToCloseTimeout: null }),
  'activity without type': command.activity('a', { activityType: { name: '' } }),
  'activity without id': command.activity(''),
  'activity with a negative timeout': command.activity('a', { startToCloseTimeout: seconds(-1) }),
  'activity with a bad retry': command.activity('a', { retryPolicy: { initialInterval: seconds(5), maximumInterval: seconds(1) } }),
  'activity with a long id': command.activity('x'.repeat(1001)),
  'cancel of an unknown activity': command.cancelActivity(77),
  'timer without id': command.timer(''),
  'timer with a negative time': command.timer('t', -1),
  'cancel of an unknown timer': command.cancelTimer('nobody'),
  'cancel of a timer without id': command.cancelTimer(''),
  'marker without name': command.marker(''),
  'fail without failure': { commandType: 5, failWorkflowExecutionCommandAttributes: {} },
  'no attributes': { commandType: 3 },
  'unknown command': { commandType: 0 },
  'external cancel without id': command.cancelExternal(''),
  'external signal without name': command.signalExternal('other', ''),
  'child without id': command.child(''),
  'child without type': command.child('c', { workflowType: { name: '' } }),
  'upsert of an unknown attribute': command.attributes({ Nobody: payload(1) }),
  'upsert of a wrong type': command.attributes({ ConfInt: payload('text') }),
  'continue with an unknown attribute': command.continueAsNew({ searchAttributes: { indexedFields: { Nobody: payload(1) } } }),
};
for (const [what, one] of Object.entries(bad)) {
  scenario(`bad-command-${what.replaceAll(' ', '-')}`, async (t) => {
    const { hand, task, handle } = await started(t);
    await t.either('answer', () => hand.complete(task, [one]));
    await t.history(handle);
    await t.client.workflow.getHandle(t.id).terminate();
  });
}

scenario('bad-command-twice-the-same-id', async (t) => {
  const { hand, task, handle } = await started(t);
  await t.refused('timers', () => hand.complete(task, [command.timer('t'), command.timer('t')]));
  const again = await hand.task();
  await t.refused('activities', () => hand.complete(again, [command.activity('a'), command.activity('a')]));
  t.note('attempt', (await hand.task()).attempt);
  await t.history(handle);
});

scenario('bad-command-after-the-end', async (t) => {
  const { hand, task, handle } = await started(t);
  await t.either('answer', () => hand.complete(task, [command.complete(1), command.timer('t')]));
  await t.history(handle);
});

scenario('unhandled-command', async (t) => {
  const { hand, task, handle } = await started(t);
  await t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: t.id }, signalName: 's' });
  await t.refused('answer', () => hand.complete(task, [command.complete(1)]));
  const again = await hand.task();
  t.note('task', t.plain('pollWorkflowTaskQueue', again));
  await hand.complete(again, [command.complete(2)]);
  await t.history(handle);
});

scenario('buffered-events', async (t) => {
  const { hand, task, handle } = await started(t);
  await hand.complete(task, [command.activity('a', { taskQueue: hand.taskQueue })]);
  const activity = await hand.activity();
  await t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: t.id }, signalName: 'opens' });
  const open = await hand.task();
  await hand.completeActivity(activity, 'meanwhile');
  await t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: t.id }, signalName: 'meanwhile' });
  await t.raw('requestCancelWorkflowExecution', { workflowExecution: { workflowId: t.id } });
  await t.history(handle, 'history before');
  await hand.complete(open, [command.marker('m')]);
  const next = await hand.task();
  t.note('task', t.plain('pollWorkflowTaskQueue', next));
  await t.history(handle);
});

scenario('buffered-events-of-a-failed-task', async (t) => {
  const { hand, task, handle } = await started(t);
  await t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: t.id }, signalName: 'meanwhile' });
  await hand.fail(task, 14);
  const again = await hand.task();
  t.note('task', t.plain('pollWorkflowTaskQueue', again));
  await t.history(handle);
});

scenario('transient-tasks', async (t) => {
  const { hand, task, handle } = await started(t);
  await hand.fail(task);
  for (const attempt of [2, 3]) {
    const again = await hand.task();
    t.note(`attempt ${attempt}`, t.plain('pollWorkflowTaskQueue', again));
    await hand.fail(again);
  }
  await t.untilDescribed(handle, 'attempt 4', (found) => found.pendingWorkflowTask?.attempt === 4);
  await t.describe(handle);
  await t.history(handle, 'history before');
  await hand.complete(await hand.task(), [command.complete('at last')]);
  await t.history(handle);
});

scenario('transient-task-and-a-signal', async (t) => {
  const { hand, task, handle } = await started(t);
  await hand.fail(task);
  const again = await hand.task();
  await t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: t.id }, signalName: 's' });
  await t.history(handle, 'history meanwhile');
  await t.either('answer', () => hand.complete(again, [command.timer('t')]));
  t.note('task', t.plain('pollWorkflowTaskQueue', await hand.task()));
  await t.history(handle);
});

scenario('task-times-out', async (t) => {
  const { hand, task, handle } = await started(t, { workflowTaskTimeout: seconds(4) });
  const again = await hand.task();
  t.note('attempt', again.attempt);
  await t.refused('too late', () => hand.complete(task, []));
  await hand.complete(again, [command.complete()]);
  await t.history(handle);
});

scenario('task-failed-causes', async (t) => {
  const { hand, task, handle } = await started(t);
  await hand.fail(task, 24, 'not the same');
  await t.history(handle);
});

scenario('task-answer-with-new-task', async (t) => {
  const { hand, task, handle } = await started(t);
  const answer = await hand.complete(task, [command.timer('t')], { returnNewWorkflowTask: true, forceCreateNewWorkflowTask: true });
  t.note('answer', t.plain('respondWorkflowTaskCompleted', answer));
  await hand.complete(answer.workflowTask, [command.complete()], { returnNewWorkflowTask: true });
  await t.history(handle);
});

scenario('task-answer-with-eager-activity', async (t) => {
  const { hand, task, handle } = await started(t);
  const answer = await hand.complete(task, [command.activity('a', { requestEagerExecution: true, taskQueue: hand.taskQueue }), command.activity('b', { taskQueue: hand.taskQueue })], { returnNewWorkflowTask: false });
  t.note('eager', answer.activityTasks.map((one) => one.activityId));
  t.note('answer', t.plain('respondWorkflowTaskCompleted', answer));
  const other = await hand.activity();
  t.note('other', other.activityId);
  await hand.completeActivity(answer.activityTasks[0] ?? await hand.activity(), 'eager');
  await t.history(handle);
});

scenario('task-sdk-metadata', async (t) => {
  const { hand, task, handle } = await started(t);
  await hand.complete(task, [command.complete()], {
    sdkMetadata: { coreUsedFlags: [1, 2], langUsedFlags: [3], sdkName: 'hand', sdkVersion: '1' }, meteringMetadata: { nonfirstLocalActivityExecutionAttempts: 2 }, binaryChecksum: 'sum',
  });
  await t.history(handle);
});

scenario('query-attached-to-a-task', async (t) => {
  const { hand, task, handle } = await started(t);
  await hand.complete(task, [command.timer('t')]);
  await t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: t.id }, signalName: 's' });
  const asked = t.raw('queryWorkflow', { execution: { workflowId: t.id }, query: { queryType: 'q', queryArgs: json(1) } });
  await t.pause(700);
  const next = await hand.task();
  const queries = Object.keys(next.queries ?? {});
  t.note('attached', queries.length);
  t.note('task', t.plain('pollWorkflowTaskQueue', next));
  await hand.complete(next, [], { queryResults: { [queries[0]]: { resultType: 1, answer: json('answered') } } });
  t.note('answer', t.plain('queryWorkflow', await asked));
  await t.history(handle);
});

scenario('query-by-hand', async (t) => {
  const { hand, task } = await started(t);
  await hand.complete(task, [command.timer('t')]);
  const ask = () => t.raw('queryWorkflow', { execution: { workflowId: t.id }, query: { queryType: 'q', queryArgs: json(1), header: { fields: { h: { data: Buffer.from('v') } } } } }).then((answer) => ({ answer }), (error) => ({ error }));
  for (const [what, respond] of Object.entries({
    answered: { completedType: 1, queryResult: json('yes') },
    failed: { completedType: 2, errorMessage: 'no' },
    'failed with a failure': { completedType: 2, errorMessage: 'no', failure: { message: 'why', applicationFailureInfo: { type: 'T' } } },
  })) {
    const asked = ask();
    const query = await hand.task();
    t.note(`${what} task`, t.plain('pollWorkflowTaskQueue', query));
    await t.raw('respondQueryTaskCompleted', { taskToken: query.taskToken, ...respond });
    const { answer, error } = await asked;
    if (answer) t.note(what, t.plain('queryWorkflow', answer)); else await t.refused(what, () => { throw error; });
    await t.refused(`${what} twice`, () => t.raw('respondQueryTaskCompleted', { taskToken: query.taskToken, ...respond }));
  }
});

scenario('speculative-task', async (t) => {
  const { hand, task, handle } = await started(t);
  await hand.complete(task, [command.timer('t')]);
  const updated = t.raw('updateWorkflowExecution', { workflowExecution: { workflowId: t.id }, request: { meta: { updateId: 'u' }, input: { name: 'put', args: json(1) } }, waitPolicy: { lifecycleStage: 3 } }).catch((error) => error);
  const next = await hand.task();
  t.note('task', t.plain('pollWorkflowTaskQueue', next));
  await t.history(handle, 'history meanwhile');
  await t.describe(handle);
  await hand.fail(next);
  const again = await hand.task();
  t.note('again', again.attempt);
  await t.history(handle);
  await t.client.workflow.getHandle(t.id).terminate();
  await t.refused('update', async () => { throw await updated; });
});

scenario('commands-of-every-kind', async (t) => {
  const { hand, task, handle } = await started(t);
  await hand.complete(task, [
    command.timer('one', 60), command.timer('two', 1), command.cancelTimer('one'), command.marker('m', { d: json('v') }), command.memo({ a: payload(1) }),
    command.attributes({ ConfInt: payload(4) }), command.activity('act', { input: json('x'), priority: { priorityKey: 2 } }),
    command.child(`${t.id}-child`, { taskQueue: { name: `${t.id}-none` }, input: json('c'), control: 'ctl' }),
    command.signalExternal(`${t.id}-nobody`, 's', { control: 'sig' }), command.cancelExternal(`${t.id}-nobody`, { control: 'can', reason: 'r' }),
  ]);
  await t.untilEvent(handle, 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED');
  await t.untilEvent(handle, 'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED');
  await t.untilEvent(handle, 'TIMER_FIRED');
  await t.untilEvent(handle, 'CHILD_WORKFLOW_EXECUTION_STARTED');
  t.note('kinds', (await t.events(handle)).map((event) => event.eventType).sort((a, b) => a - b));
  t.notes.first = t.tidyEvents((await t.events(handle)).slice(0, 14));
  await t.client.workflow.getHandle(t.id).terminate();
});

scenario('workflow-ends-of-every-kind', async (t) => {
  const ends = {
    complete: command.complete({ a: 1 }), fail: command.fail('no'), cancel: command.cancel(),
    'continue as new': command.continueAsNew({ input: json(2), backoffStartInterval: seconds(1), initiator: 2, lastCompletionResult: json('last'), failure: { message: 'before', applicationFailureInfo: {} } }),
  };
  for (const [what, one] of Object.entries(ends)) {
    const hand = new Hand(t);
    const { runId } = await hand.start(t.idOf(what.replaceAll(' ', '-')));
    await hand.complete(await hand.task(), [one]);
    await t.history({ workflowId: t.idOf(what.replaceAll(' ', '-')) }, `${what} history`, runId);
  }
  const next = await new Hand(t).task();
  t.note('continued', t.plain('pollWorkflowTaskQueue', next));
});

scenario('limits', async (t) => {
  const big = (size) => ({ payloads: [{ metadata: { encoding: Buffer.from('binary/plain') }, data: Buffer.alloc(size) }] });
  const hand = new Hand(t);
  await t.refused('input', () => hand.start(`${t.id}-input`, { input: big(2 * 1024 * 1024 + 1) }));
  await t.refused('memo', () => hand.start(`${t.id}-memo`, { memo: { fields: { m: big(2 * 1024 * 1024 + 1).payloads[0] } } }));
  await hand.start(t.id);
  await t.refused('signal', () => t.raw('signalWorkflowExecution', { workflowExecution: { workflowId: t.id }, signalName: 's', input: big(2 * 1024 * 1024 + 1) }));
  await t.refused('query', () => t.raw('queryWorkflow', { execution: { workflowId: t.id }, query: { queryType: 'q', queryArgs: big(2 * 1024 * 1024 + 1) } }));
  await t.refused('update', () => t.raw('updateWorkflowExecution', { workflowExecution: { workflowId: t.id }, request: { meta: { updateId: 'u' }, input: { name: 'n', args: big(2 * 1024 * 1024 + 1) } } }));
  const task = await hand.task();
  await t.either('command', () => hand.complete(task, [command.activity('a', { input: big(2 * 1024 * 1024 + 1) })]));
  await t.history({ workflowId: t.id });
});
