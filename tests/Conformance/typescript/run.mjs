// node run.mjs ADDRESS OUT.json [--only PART] [--names A,B] [--bundle FILE] [--list]: plays every scenario on the service at ADDRESS and writes what is to be compared.
import { readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { activities } from './lib/activities.mjs';
import { fault } from './lib/plain.mjs';
import { Play, scenarios } from './lib/scenario.mjs';
import { prepare } from './lib/prepare.mjs';

const { values, positionals: [address, out] } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' }, names: { type: 'string' }, bundle: { type: 'string' }, list: { type: 'boolean' }, parallel: { type: 'string', default: '24' }, patience: { type: 'string', default: '90' },
  },
});
for (const file of (await readdir(new URL('scenarios/', import.meta.url))).sort()) await import(`./scenarios/${file}`);
const named = values.names?.split(',');
const chosen = [...scenarios()].filter(([name]) => (named ? named.includes(name) : !values.only || name.includes(values.only)));
if (values.list) {
  for (const name of [...scenarios().keys()].sort()) console.log(name);
  process.exit(0);
}

const level = process.env.SDK_LOG ?? 'OFF';
Runtime.install({
  logger: new DefaultLogger(level === 'OFF' ? 'ERROR' : level, ({ message, meta }) => level === 'OFF' || console.error(message, meta?.error ?? meta?.failure ?? '')),
  telemetryOptions: { logging: { filter: level, forward: {} } },
});
const prefix = `r${Date.now().toString(36)}`;
const connection = await Connection.connect({ address });
const client = new Client({ connection });
const service = { address, client, prefix, queue: `${prefix}-queue`, namespace: 'default', tokens: new Map() };
await prepare(service);
const native = await NativeConnection.connect({ address });
service.native = native;
const worker = await Worker.create({
  connection: native,
  taskQueue: service.queue,
  ...(values.bundle ? { workflowBundle: { codePath: values.bundle } } : { workflowsPath: createRequire(import.meta.url).resolve('./workflows/index.js') }),
  activities: activities(service.tokens),
  maxCachedWorkflows: 2_000,
  maxConcurrentActivityTaskExecutions: 200,
  maxConcurrentWorkflowTaskExecutions: 100,
  maxConcurrentWorkflowTaskPolls: 10,
  maxConcurrentActivityTaskPolls: 10,
});

const results = {};
async function play(name, scenario) {
  const t = new Play(name, service);
  const began = performance.now();
  let late;
  const patience = new Promise((_, reject) => {
    late = setTimeout(() => reject(new Error(`not done after ${values.patience} s`)), values.patience * 1000);
  });
  let error = null;
  try {
    await Promise.race([scenario(t), patience]);
  } catch (thrown) {
    error = { ...fault(thrown, t.words), stack: String(thrown.stack).split('\n').find((line) => line.includes('/scenarios/'))?.trim() };
  }
  clearTimeout(late);
  results[name] = { seconds: Math.round(performance.now() - began) / 1000, error, notes: t.notes };
}

// The process ends with the last scenario: some leave activities behind that never end, which a graceful stop would wait for.
worker.run().catch((error) => { console.error(error); process.exit(1); });
const waiting = [...chosen];
await Promise.all(Array.from({ length: Number(values.parallel) }, async () => {
  for (let next; (next = waiting.shift());) await play(...next);
}));
await writeFile(out, JSON.stringify({ address, scenarios: results }, null, 1));
const failed = Object.entries(results).filter(([, result]) => result.error);
for (const [name, { error }] of failed) console.log(`${name}: ${JSON.stringify(error)}`);
console.log(`${Object.keys(results).length} scenarios played on ${address}, ${failed.length} failed`);
process.exit(0);
