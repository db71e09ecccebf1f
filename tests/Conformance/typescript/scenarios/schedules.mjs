import { scenario } from '../lib/scenario.mjs';
import { seconds } from '../lib/tasks.mjs';

const action = (t, ops = [['return', 'done']], more = {}) => ({ type: 'startWorkflow', workflowType: 'script', taskQueue: t.queue, args: [ops], ...more });
const create = (t, more = {}) => t.client.schedule.create({ scheduleId: t.id, spec: { intervals: [{ every: '1h' }] }, action: action(t), ...more });
const runs = async (t) => (await t.raw('listWorkflowExecutions', { query: `WorkflowId STARTS_WITH '${t.id}-workflow-'` })).executions;
const times = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/;
const describe = (t, key) => t.answer(key, 'describeSchedule', { scheduleId: t.id });

async function untilRuns(t, count, status) {
  return await t.until(`${count} runs`, async () => {
    const found = (await runs(t)).filter((one) => status === undefined || one.status === status);
    return found.length >= count ? found : null;
  });
}

scenario('schedule-every-option', async (t) => {
  await create(t, {
    spec: {
      intervals: [{ every: '1h', offset: '10m' }], calendars: [{ hour: { start: 9, end: 17, step: 2 }, dayOfWeek: ['MONDAY', 'FRIDAY'], comment: 'office' }],
      skip: [{ hour: 13, comment: 'lunch' }], jitter: '0s', timezone: 'Europe/Berlin', startAt: new Date('2090-01-01T00:00:00Z'), endAt: new Date('2091-01-01T00:00:00Z'),
    },
    action: action(t, [['info']], { workflowId: t.idOf('wf'), memo: { of: 'action' }, searchAttributes: { ConfInt: [3] }, workflowRunTimeout: '1m', workflowExecutionTimeout: '2m', workflowTaskTimeout: '9s', retry: { maximumAttempts: 2 }, staticSummary: 's' }),
    policies: { overlap: 'BUFFER_ONE', catchupWindow: '2m', pauseOnFailure: true }, state: { paused: true, note: 'for now', remainingActions: 5 },
    memo: { about: 'everything' }, searchAttributes: { ConfKeyword: ['scheduled'] },
  });
  await describe(t, 'described');
  await t.client.schedule.getHandle(t.id).delete();
});

scenario('schedule-refusals', async (t) => {
  const handle = await create(t);
  await t.refused('again', () => create(t));
  await t.refused('unknown', () => t.client.schedule.getHandle(`${t.id}-nobody`).describe());
  await t.refused('unknown trigger', () => t.client.schedule.getHandle(`${t.id}-nobody`).trigger());
  await t.refused('unknown delete', () => t.client.schedule.getHandle(`${t.id}-nobody`).delete());
  await t.refused('unknown times', () => t.raw('listScheduleMatchingTimes', { scheduleId: `${t.id}-nobody`, startTime: seconds(1), endTime: seconds(1000) }));
  for (const [what, spec] of Object.entries({ cron: { cronString: ['whenever'] }, zone: { interval: [{ interval: seconds(60) }], timezoneName: 'Nowhere/Land' }, interval: { interval: [{ interval: seconds(0) }] }, calendar: { structuredCalendar: [{ hour: [{ start: 25 }] }] } })) {
    await t.either(what, () => t.raw('createSchedule', { scheduleId: `${t.id}-${what}`, requestId: 'r', schedule: { spec, action: { startWorkflow: { workflowId: 'w', workflowType: { name: 'w' }, taskQueue: { name: 'q' } } } } }));
  }
  await handle.delete();
  await t.refused('deleted', async () => t.until('it is gone', () => handle.describe().then(() => false)));
});

const specs = {
  'cron-nightly': { cronExpressions: ['30 2 * * *'] },
  'cron-weekdays': { cronExpressions: ['0 9-17/4 * * MON-FRI'] },
  'cron-month-ends': { cronExpressions: ['0 0 31 * *', '@monthly'] },
  'cron-with-zone': { cronExpressions: ['CRON_TZ=America/New_York 30 1 * * *'] },
  'cron-seconds-and-year': { cronExpressions: ['15 30 12 1 1 * 2027'] },
  'cron-every': { cronExpressions: ['@every 6h'] },
  'calendar-dst': { calendars: [{ hour: 2, minute: 30 }], timezone: 'Europe/Berlin' },
  'calendar-lists': { calendars: [{ dayOfMonth: [1, { start: 10, end: 20, step: 5 }], month: ['MARCH', 'OCTOBER'], hour: [0, 12], second: 30 }] },
  'interval-with-offset': { intervals: [{ every: '7h', offset: '3h' }] },
  'interval-and-skip': { intervals: [{ every: '6h' }], skip: [{ hour: 12 }] },
  'bounded': { intervals: [{ every: '24h' }], startAt: new Date('2027-03-05T00:00:00Z'), endAt: new Date('2027-03-09T12:00:00Z') },
};
for (const [what, spec] of Object.entries(specs)) {
  scenario(`schedule-times-${what}`, async (t) => {
    const handle = await create(t, { spec, state: { paused: true } });
    const found = await t.raw('listScheduleMatchingTimes', { scheduleId: t.id, startTime: seconds(Date.UTC(2027, 2, 1) / 1000), endTime: seconds(Date.UTC(2027, 3, 5) / 1000) });
    t.note('times', found.startTime.map((one) => `at ${Number(one.seconds)}`));
    t.notes.spec = t.plain('describeSchedule', await t.raw('describeSchedule', { scheduleId: t.id })).schedule.spec;
    await handle.delete();
  });
}

scenario('schedule-trigger', async (t) => {
  const handle = await create(t, { state: { paused: true } });
  await handle.trigger();
  const [run] = await untilRuns(t, 1, 2);
  t.words.replace(run.execution.workflowId.match(times)[0], '<nominal>');
  const started = await t.events(run.execution, run.execution.runId);
  t.notes['run history'] = t.tidyEvents(started);
  await t.until('the action is told', async () => (await handle.describe()).info.recentActions.length === 1);
  t.notes.info = t.plain('describeSchedule', await t.until('nothing runs', async () => {
    const found = await t.raw('describeSchedule', { scheduleId: t.id });
    return found.info.runningWorkflows.length === 0 && found;
  })).info;
  await handle.delete();
});

scenario('schedule-fires', async (t) => {
  const handle = await create(t, { spec: { intervals: [{ every: '1s' }] }, policies: { overlap: 'ALLOW_ALL' }, state: { remainingActions: 2 } });
  await untilRuns(t, 2, 2);
  const state = await t.until('no action is left', async () => {
    const found = (await handle.describe()).state;
    return found.remainingActions === 0 && found;
  });
  t.note('state', state);
  t.note('runs', (await runs(t)).length);
  await handle.delete();
});

scenario('schedule-paused-and-resumed', async (t) => {
  const handle = await create(t);
  await handle.pause('a break');
  t.note('paused', (await handle.describe()).state);
  await handle.unpause('on we go');
  t.note('resumed', (await handle.describe()).state);
  await handle.delete();
});

scenario('schedule-creation-triggers', async (t) => {
  const handle = await create(t, { state: { triggerImmediately: true } });
  await untilRuns(t, 1, 2);
  await handle.delete();
});

scenario('schedule-updated', async (t) => {
  const handle = await create(t, { memo: { kept: 1 } });
  await handle.update((old) => ({ ...old, spec: { intervals: [{ every: '2h' }] }, policies: { ...old.policies, overlap: 'ALLOW_ALL' }, state: { ...old.state, note: 'changed' } }));
  await t.until('it is changed', async () => (await handle.describe()).state.note === 'changed');
  await describe(t, 'described');
  await handle.delete();
});

scenario('schedule-backfill', async (t) => {
  const handle = await create(t, { state: { paused: true } });
  await handle.backfill({ start: new Date('2026-01-01T00:30:00Z'), end: new Date('2026-01-01T03:30:00Z'), overlap: 'ALLOW_ALL' });
  const found = await untilRuns(t, 3, 2);
  t.note('runs', found.map((one) => `at ${one.execution.workflowId.match(times)[0].replace('T', ' ')}`).sort());
  await handle.delete();
});

for (const overlap of ['SKIP', 'BUFFER_ONE', 'CANCEL_OTHER', 'TERMINATE_OTHER', 'ALLOW_ALL']) {
  scenario(`schedule-overlap-${overlap.toLowerCase().replace('_', '-')}`, async (t) => {
    const handle = await create(t, { action: action(t, [['wait', 1]]), policies: { overlap }, state: { paused: true } });
    await handle.trigger(overlap);
    const [first] = await untilRuns(t, 1);
    await t.ready(t.client.workflow.getHandle(first.execution.workflowId));
    await t.pause(1_100); // the nominal time, of which the id is made, has seconds
    await handle.trigger(overlap);
    const there = await t.until('the second trigger shows', async () => {
      const { info } = await t.raw('describeSchedule', { scheduleId: t.id });
      const all = await runs(t);
      const other = all.find((one) => one.execution.workflowId !== first.execution.workflowId);
      return (overlap === 'SKIP' ? Number(info.overlapSkipped) > 0 : overlap === 'BUFFER_ONE' ? Number(info.bufferSize) > 0 : other) && { info, all };
    });
    t.note('skipped', Number(there.info.overlapSkipped));
    if (overlap === 'BUFFER_ONE') t.note('buffered', Number(there.info.bufferSize));
    if (['CANCEL_OTHER', 'TERMINATE_OTHER'].includes(overlap)) await t.until('the first is over', async () => (await t.client.workflow.getHandle(first.execution.workflowId).describe()).status.name !== 'RUNNING');
    t.note('first', (await t.client.workflow.getHandle(first.execution.workflowId).describe()).status.name);
    t.notes['first history'] = t.tidyEvents(await t.events(first.execution)).map((event) => event.eventType);
    await t.client.workflow.getHandle(first.execution.workflowId).signal('push', 1).catch(() => {});
    if (overlap === 'BUFFER_ONE') await untilRuns(t, 2);
    t.note('runs', (await runs(t)).length);
    await handle.delete();
    for (const run of await runs(t)) await t.client.workflow.getHandle(run.execution.workflowId).terminate().catch(() => {});
  });
}

scenario('schedule-pauses-on-failure', async (t) => {
  const handle = await create(t, { action: action(t, [['fail', 'no', { nonRetryable: true }]]), policies: { pauseOnFailure: true } });
  await handle.trigger('SKIP');
  const state = await t.until('it is paused', async () => { const found = (await handle.describe()).state; return found.paused && found; });
  const [run] = await runs(t);
  t.words.replace(run.execution.workflowId.match(times)[0], '<nominal>');
  t.note('state', state);
  await handle.delete();
});

scenario('schedule-last-result', async (t) => {
  const handle = await create(t, { action: action(t, [['info']]), state: { paused: true } });
  await handle.trigger('SKIP');
  await untilRuns(t, 1, 2);
  await t.until('the first is told', async () => (await t.raw('describeSchedule', { scheduleId: t.id })).info.runningWorkflows.length === 0);
  await t.pause(1_100);
  await handle.trigger('SKIP');
  const found = await untilRuns(t, 2, 2);
  const last = found.sort((a, b) => Number(a.startTime.seconds) - Number(b.startTime.seconds)).at(-1);
  const result = await t.client.workflow.getHandle(last.execution.workflowId).result();
  t.assert.equal(result.lastResult.attempt, 1);
  await handle.delete();
});

scenario('schedule-listed', async (t) => {
  const handle = await create(t, { state: { paused: true, note: 'listed' }, memo: { m: 1 }, searchAttributes: { ConfKeyword: [t.id] } });
  const found = await t.until('it is listed', async () => {
    const { schedules } = await t.raw('listSchedules', { query: `ConfKeyword = '${t.id}'`, maximumPageSize: 10 });
    return schedules.length === 1 && schedules;
  });
  t.note('listed', t.plain('listSchedules', { schedules: found }));
  await t.refused('bad query', () => t.raw('listSchedules', { query: 'Nobody = 1', maximumPageSize: 10 }));
  await handle.delete();
});
