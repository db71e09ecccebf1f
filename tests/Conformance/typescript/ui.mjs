// node ui.mjs --server "dotnet …/Pipelines.Starter.dll" --ui PROGRAM [--out FILE] [--screenshot FILE.png]
// Walks through Temporal's Web UI (PROGRAM ui --port N --address HOST:PORT) on `pipelines server`, with Chromium.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { chromium } from 'playwright-core';
import { activities } from './lib/activities.mjs';

const { values } = parseArgs({ options: { server: { type: 'string' }, ui: { type: 'string' }, out: { type: 'string' }, screenshot: { type: 'string' }, pipeline: { type: 'string' } } });
const folder = await mkdtemp(join(tmpdir(), 'web-ui-'));
const [program, ...first] = values.server.split(' ');
const children = [];
const steps = {};
let page;
let client;

try {
  const address = await startServer();
  const ui = await startUi(address);
  await startWork(address);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(30_000);
  await walk(`${ui}/namespaces/default`);
  await browser.close();
} finally {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')));
  await rm(folder, { recursive: true, force: true });
}
if (values.out) await writeFile(values.out, JSON.stringify(steps, null, 1));
for (const [name, fault] of Object.entries(steps)) console.log(`${name}: ${fault ?? 'ok'}`);
process.exit(Object.values(steps).some((fault) => fault) ? 1 : 0);

async function walk(base) {
  const rows = page.getByTestId('workflows-summary-configurable-table-row');
  const open = async (id, tab) => {
    await page.goto(`${base}/workflows/${id}`);
    await page.getByTestId('workflow-id-heading').filter({ hasText: id }).waitFor();
    if (tab) await page.getByTestId(`${tab}-tab`).first().click();
  };
  const main = page.locator('#content');
  const shows = (text) => main.getByText(text).filter({ visible: true }).first().waitFor();
  const act = async (button) => {
    await page.getByRole('button', { name: 'More Actions' }).click();
    await page.getByTestId(button).filter({ visible: true }).first().click();
  };
  const confirm = (modal) => page.getByTestId(modal).filter({ visible: true }).getByTestId('confirm-modal-button').click();
  const ended = async (id) => (await client.workflow.getHandle(id).describe()).status.name;

  await step('list', async () => {
    await page.goto(`${base}/workflows`);
    await rows.filter({ hasText: 'busy' }).waitFor();
    await page.getByTestId('workflow-status-Running').filter({ hasText: '4' }).waitFor();
  });
  await step('list-filtered', async () => {
    await page.goto(`${base}/workflows?query=${encodeURIComponent("ExecutionStatus='Completed' AND WorkflowType='script'")}`);
    await rows.filter({ hasText: 'done' }).waitFor();
    if (await rows.count() !== 1) throw new Error(`${await rows.count()} rows instead of 1`);
  });
  await step('timeline', async () => {
    await open('busy');
    await page.getByTestId('timeline-tab').first().click();
    await shows('failUntil');
  });
  await step('history-all', async () => {
    await open('busy', 'history');
    await page.getByTestId('feed').click();
    await page.getByTestId('event-summary-row').filter({ hasText: 'Workflow Execution Started' }).waitFor();
  });
  await step('history-compact', async () => {
    await page.getByTestId('compact').click();
    await page.getByTestId('event-summary-table').filter({ hasText: 'echo' }).waitFor();
  });
  await step('history-json', async () => {
    await page.getByTestId('json').click();
    await shows(/EVENT_TYPE_WORKFLOW_EXECUTION_STARTED|EVENT_TYPE_ACTIVITY_TASK_SCHEDULED|"eventType"/);
  });
  await step('pending-activities', async () => {
    await open('busy', 'pending-activities');
    await shows('retrying');
    await shows(/of Unlimited/);
  });
  await step('query', async () => {
    await open('busy', 'queries');
    await page.getByTestId('query-select-button').click();
    await page.getByRole('option', { name: 'got', exact: true }).click();
    await page.getByRole('button', { name: 'Run Query' }).click();
    await page.getByTestId('query-result').filter({ hasText: 'seen by a query' }).waitFor();
  });
  await step('call-stack', async () => {
    await open('busy', 'call-stack');
    await shows(/script/);
  });
  await step('signal', async () => {
    await open('signalled');
    await act('signal-button');
    await page.getByTestId('signal-select-button').filter({ visible: true }).click();
    await page.getByRole('option', { name: 'release', exact: true }).filter({ visible: true }).click();
    await confirm('signal-confirmation-modal');
    await until(async () => (await client.workflow.getHandle('signalled').fetchHistory()).events.some((event) => event.workflowExecutionSignaledEventAttributes?.signalName === 'release'));
  });
  await step('cancel', async () => {
    await open('cancelled');
    await page.getByRole('button', { name: 'Request Cancellation' }).click();
    await confirm('cancel-confirmation-modal');
    await until(async () => await ended('cancelled') === 'CANCELLED');
    await page.getByTestId('execution-status').filter({ hasText: 'Canceled' }).first().waitFor();
  });
  await step('terminate', async () => {
    await open('terminated');
    await act('terminate-button');
    await page.getByTestId('terminate-confirmation-modal').filter({ visible: true }).getByTestId('workflow-termination-reason').fill('from the browser');
    await confirm('terminate-confirmation-modal');
    await until(async () => await ended('terminated') === 'TERMINATED');
  });
  await step('reset', async () => {
    await open('done');
    const before = (await client.workflow.getHandle('done').describe()).runId;
    await page.getByRole('button', { name: /More Actions|Reset/ }).first().click();
    const entry = page.getByTestId('reset-button').filter({ visible: true }).first();
    if (await entry.isVisible()) await entry.click();
    const modal = page.getByTestId('reset-confirmation-modal').filter({ visible: true });
    await modal.waitFor();
    await modal.getByTestId('workflow-reset-event-id-select-button').click();
    await page.getByRole('option').filter({ visible: true }).first().click();
    await modal.getByTestId('reset-reason').fill('once more');
    await confirm('reset-confirmation-modal');
    await until(async () => (await client.workflow.getHandle('done').describe()).runId !== before);
  });
  await step('schedules', async () => {
    await page.goto(`${base}/schedules`);
    await shows('nightly');
    await page.getByText('nightly').first().click();
    await page.getByTestId('schedule-name').filter({ hasText: 'nightly' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    const modal = page.locator('dialog[open], [role=dialog]').filter({ visible: true }).first();
    await modal.locator('input:visible, textarea:visible').first().fill('from the browser').catch(() => {});
    await modal.getByRole('button', { name: 'Pause' }).click();
    await until(async () => (await client.schedule.getHandle('nightly').describe()).state.paused);
  });
  if (values.screenshot) {
    await step('screenshot', async () => {
      await open('quickstart');
      await page.getByTestId('timeline-tab').first().click();
      await shows('Timeline');
      await page.waitForTimeout(2_000);
      await page.screenshot({ path: values.screenshot });
    });
  }
}

async function step(name, act) {
  try {
    await act();
    steps[name] = null;
  } catch (error) {
    steps[name] = String(error.message).split('\n').slice(0, 4).join(' ').replace(/\u001b\[\d+m/g, '');
    if (process.env.UI_SHOTS) await page.screenshot({ path: join(process.env.UI_SHOTS, `${name}.png`) });
  }
}

async function until(test) {
  for (const end = Date.now() + 30_000; ;) {
    if (await test()) return;
    if (Date.now() > end) throw new Error('the service did not learn of it');
    await new Promise((done) => setTimeout(done, 200));
  }
}

async function startServer() {
  const server = spawn(program, [...first, 'server', '--state', join(folder, 'state'), '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(server);
  const line = await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next();
  return JSON.parse(line.value).address;
}

async function startUi(address) {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  children.push(spawn(values.ui, ['ui', '--port', String(port), '--address', address], { stdio: 'ignore' }));
  const url = `http://127.0.0.1:${port}`;
  await until(() => fetch(`${url}/api/v1/settings`).then((answer) => answer.ok, () => false));
  return url;
}

/** Starts what the pages show: executions of every kind, a schedule, and a pipeline where a screenshot is wanted. */
async function startWork(address) {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}), telemetryOptions: { logging: { filter: 'OFF', forward: {} } } });
  client = new Client({ connection: await Connection.connect({ address }) });
  const taskQueue = 'web-ui';
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }), taskQueue, activities: activities(new Map()),
    workflowsPath: createRequire(import.meta.url).resolve('./workflows/index.js'),
  });
  worker.run().catch((error) => { console.error(error); process.exit(1); });
  const start = (workflowId, ...ops) => client.workflow.start('script', { taskQueue, workflowId, args: [ops] });
  const done = await start('done', ['activity', 'echo', ['done']]);
  await done.result();
  const busy = await start('busy', ['activity', 'echo', ['hello']], ['begin', 'a', ['activity', 'failUntil', [99], { activityId: 'retrying', retry: { initialInterval: '60s' } }]], ['wait', 9]);
  await busy.signal('push', 'seen by a query');
  for (const id of ['signalled', 'cancelled', 'terminated']) await start(id, ['forever']);
  await client.schedule.create({ scheduleId: 'nightly', spec: { intervals: [{ every: '24h' }] }, action: { type: 'startWorkflow', workflowType: 'script', taskQueue, args: [[]] } });
  if (!values.screenshot) return;
  const run = spawn(program, [...first, 'run', values.pipeline, '--state', join(folder, 'state'), '--id', 'quickstart'], { stdio: 'ignore' });
  await once(run, 'exit');
}
