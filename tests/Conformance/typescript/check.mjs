// node check.mjs --server "dotnet …/Pipelines.Starter.dll" [--out FILE] [--only PART]
// Plays every scenario on `pipelines server` and, where TEMPORAL_TEST_ADDRESS names one, on a real server; prints one line for each that failed or differs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { compare, failures } from './compare.mjs';

const { values } = parseArgs({ options: { server: { type: 'string' }, out: { type: 'string' }, only: { type: 'string', default: '' } } });
const real = process.env.TEMPORAL_TEST_ADDRESS;
const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
const [program, ...first] = values.server.split(' ');
const server = spawn(program, [...first, 'server', '--ephemeral', '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const ready = createInterface({ input: server.stdout })[Symbol.asyncIterator]().next();
  const { code } = await bundleWorkflowCode({ workflowsPath: createRequire(import.meta.url).resolve('./workflows/index.js'), logger: new DefaultLogger('ERROR') });
  await writeFile(join(folder, 'workflows.js'), code);
  const { address } = JSON.parse((await ready).value);

  const [ours, theirs] = await both(address, 'all', values.only, '16');
  let lines = judge(ours, theirs);

  // Time decides some: a machine that is busy for seconds makes a task time out on either service. Such a scenario agrees when it is played again, quietly.
  for (let round = 1; round <= 2 && failed(lines).length > 0 && failed(lines).length < 60; round++) {
    const names = failed(lines);
    console.log(`played again: ${names.join(', ')}`);
    const [again, there] = await both(address, `again-${round}`, names, '4');
    Object.assign(ours, again);
    if (real) Object.assign(theirs, there);
    lines = judge(ours, theirs);
  }

  for (const name of failed(lines)) console.log(`${name}: ${lines[name]}`);
  if (values.out) await writeFile(values.out, JSON.stringify({ compared: Boolean(real), scenarios: lines }, null, 1));
  console.log(`${Object.keys(lines).length} scenarios, ${failed(lines).length} ${real ? 'failed or differ from the real server' : 'failed; not compared: TEMPORAL_TEST_ADDRESS names no real server'}`);
  process.exitCode = failed(lines).length > 0 ? 1 : 0;
} finally {
  server.kill('SIGTERM');
  await once(server, 'exit');
  await rm(folder, { recursive: true });
}

function judge(ours, theirs) { return real ? compare(ours, theirs) : failures(ours); }

function failed(lines) { return Object.keys(lines).filter((name) => lines[name]); }

async function both(address, part, only, parallel) {
  return await Promise.all([play(address, `ours-${part}`, only, parallel), real ? play(real, `theirs-${part}`, only, parallel) : {}]);
}

async function play(address, name, only, parallel) {
  const out = join(folder, `${name}.json`);
  const choice = Array.isArray(only) ? ['--names', only.join(',')] : ['--only', only];
  const run = spawn(process.execPath, [new URL('run.mjs', import.meta.url).pathname, address, out, ...choice, '--parallel', parallel, '--bundle', join(folder, 'workflows.js')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(run, 'exit');
  if (code !== 0) throw new Error(`the scenarios could not be played on ${address}: exit code ${code}`);
  return JSON.parse(await readFile(out, 'utf8')).scenarios;
}
