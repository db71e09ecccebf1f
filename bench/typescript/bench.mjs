// node bench.mjs ADDRESS full|smoke NAME: prints the rows of ServerBenchmark.cs for the official SDK.
import { createRequire } from 'node:module';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker, DefaultLogger } from '@temporalio/worker';

const [address, size, label] = process.argv.slice(2);
const smoke = size === 'smoke';
const stepsPerLoad = 10;
const taskQueue = `bench-typescript-${process.pid}`;

Runtime.install({ logger: new DefaultLogger('ERROR') });
const client = new Client({ connection: await Connection.connect({ address }) });
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue,
  workflowsPath: createRequire(import.meta.url).resolve('./workflows.js'),
  activities: { NoOp: async (step) => step },
});

async function many(name, concurrent, executions, steps) {
  const sample = [];
  let next = 0;
  await Promise.all(Array.from({ length: concurrent }, async () => {
    for (let i; (i = next++) < executions;) {
      const begun = performance.now();
      await client.workflow.execute('NoOpSteps', { taskQueue, workflowId: `${taskQueue}-${name}-${i}`, args: [steps] });
      sample.push(performance.now() - begun);
    }
  }));
  return sample.sort((a, b) => a - b);
}

async function measure(what, concurrent, executions, steps) {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const sample = await many(what.replaceAll(' ', ''), concurrent, executions, steps);
  const seconds = (performance.now() - begun) / 1000;
  const used = process.cpuUsage(cpu);
  const all = executions * steps;
  const p50 = sample[Math.ceil(0.5 * sample.length) - 1];
  console.log(`| ${label} | ${what} | ${executions} | ${(p50 / steps).toFixed(2)} | ${p50.toFixed(1)} | `
    + `${(all / seconds).toFixed(0)} | ${((used.user + used.system) / all).toFixed(0)} |`);
}

await worker.runUntil(async () => {
  await many('warm', 10, smoke ? 1 : 100, 10);
  for (const [steps, executions] of [[1, 100], [10, 30], [100, 5]])
    await measure(`1 × ${steps}`, 1, smoke ? 1 : executions, steps);
  for (const [concurrent, executions] of [[50, 200], [200, 400]])
    await measure(`${concurrent} × ${stepsPerLoad}`, smoke ? 2 : concurrent, smoke ? 2 : executions, stepsPerLoad);
});
process.exit(0);
