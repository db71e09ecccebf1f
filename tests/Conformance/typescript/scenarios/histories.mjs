import { scenario } from '../lib/scenario.mjs';
import { Hand } from '../lib/tasks.mjs';

const page = (t, more) => t.raw('getWorkflowExecutionHistory', { execution: { workflowId: t.id }, ...more });
const kinds = (found) => found.history.events.map((event) => event.eventType);

async function closed(t) {
  const handle = await t.start([['activity', 'echo', [1]], ['sleep', 5], ['return', 'end']]);
  await handle.result();
  return handle;
}

scenario('history-pages', async (t) => {
  await closed(t);
  for (const maximumPageSize of [1, 3, 100]) {
    const pages = [];
    let nextPageToken;
    do {
      const found = await page(t, { maximumPageSize, nextPageToken });
      pages.push(kinds(found));
      nextPageToken = found.nextPageToken;
    } while (nextPageToken?.length);
    t.note(`events by ${maximumPageSize}`, pages.flat());
    t.assert.ok(pages.every((one) => maximumPageSize === 100 || one.length <= maximumPageSize + 4));
  }
});

scenario('history-reverse', async (t) => {
  await closed(t);
  const events = [];
  let nextPageToken;
  do {
    const found = await t.raw('getWorkflowExecutionHistoryReverse', { execution: { workflowId: t.id }, maximumPageSize: 4, nextPageToken });
    events.push(...found.history.events);
    nextPageToken = found.nextPageToken;
  } while (nextPageToken?.length);
  t.note('ids', events.map((event) => Number(event.eventId)));
  t.notes.reversed = t.tidyEvents(events);
});

scenario('history-close-event', async (t) => {
  await closed(t);
  await t.answer('closed', 'getWorkflowExecutionHistory', { execution: { workflowId: t.id }, historyEventFilterType: 2 });
});

scenario('history-close-event-of-a-running-one', async (t) => {
  const handle = await t.start([['forever']]);
  await t.ready(handle);
  t.note('now', kinds(await page(t, { historyEventFilterType: 2 })));
  const waiting = t.raw('getWorkflowExecutionHistory', { execution: { workflowId: t.id }, historyEventFilterType: 2, waitNewEvent: true }, { timeout: 60_000 });
  await handle.terminate('done');
  t.note('waited', kinds(await waiting));
});

scenario('history-long-poll', async (t) => {
  const handle = await t.start([['wait', 2]]);
  await t.ready(handle);
  const seen = [];
  let nextPageToken;
  let found = await page(t, { waitNewEvent: true });
  seen.push(...kinds(found));
  for (const value of [1, 2]) {
    const waiting = t.raw('getWorkflowExecutionHistory', { execution: { workflowId: t.id }, waitNewEvent: true, nextPageToken: found.nextPageToken }, { timeout: 60_000 });
    await handle.signal('push', value);
    found = await waiting;
    seen.push(...kinds(found));
    while (found.nextPageToken?.length && seen.filter((kind) => kind === 7).length < value + 1) {
      found = await t.raw('getWorkflowExecutionHistory', { execution: { workflowId: t.id }, waitNewEvent: true, nextPageToken: found.nextPageToken }, { timeout: 60_000 });
      seen.push(...kinds(found));
    }
  }
  nextPageToken = found.nextPageToken;
  while (nextPageToken?.length) {
    found = await page(t, { waitNewEvent: true, nextPageToken });
    seen.push(...kinds(found));
    nextPageToken = found.nextPageToken;
  }
  t.note('seen', seen);
});

scenario('history-long-poll-of-a-delayed-run', async (t) => {
  await new Hand(t).start(t.id, { workflowStartDelay: { seconds: 60 } });
  t.note('first', kinds(await page(t, { waitNewEvent: true })));
});

scenario('history-refusals', async (t) => {
  await closed(t);
  await t.refused('unknown', () => page(t, { execution: { workflowId: `${t.id}-nobody` } }));
  await t.refused('unknown run', () => page(t, { execution: { workflowId: t.id, runId: '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee' } }));
  await t.refused('no id', () => page(t, { execution: { workflowId: '' } }));
  await t.refused('no execution', () => page(t, { execution: null }));
  await t.refused('no uuid', () => page(t, { execution: { workflowId: t.id, runId: 'x' } }));
  await t.refused('garbage', () => page(t, { nextPageToken: Buffer.from('garbage') }));
  await t.refused('reverse unknown', () => t.raw('getWorkflowExecutionHistoryReverse', { execution: { workflowId: `${t.id}-nobody` } }));
  await t.refused('describe unknown', () => t.raw('describeWorkflowExecution', { execution: { workflowId: `${t.id}-nobody` } }));
  await t.refused('describe no uuid', () => t.raw('describeWorkflowExecution', { execution: { workflowId: t.id, runId: 'x' } }));
});

scenario('history-result-of-earlier-runs', async (t) => {
  const first = await t.start([['return', 1]]);
  await first.result();
  const second = await t.start([['return', 2]]);
  await second.result();
  t.note('first', await t.client.workflow.getHandle(t.id, first.firstExecutionRunId).result());
  t.note('latest', await t.client.workflow.getHandle(t.id).result());
});
