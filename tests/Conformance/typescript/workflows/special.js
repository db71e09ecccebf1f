import * as wf from '@temporalio/workflow';

/** Fails until a given attempt. */
export async function untilAttempt(attempt) {
  const now = wf.workflowInfo().attempt;
  if (now < attempt) throw wf.ApplicationFailure.create({ message: `attempt ${now}`, type: 'Early' });
  return now;
}

/** Counts down through runs. */
export async function countdown(left) {
  if (left > 0) await wf.continueAsNew(left - 1);
  return 'lift-off';
}

/** Gives its last result plus one: for crons. */
export async function tally() {
  return (wf.workflowInfo().lastResult ?? 0) + 1;
}

/** Has no handlers but a default one for signals. */
export async function catchAll() {
  const seen = [];
  wf.setDefaultSignalHandler((name, ...args) => { seen.push([name, ...args]); });
  await wf.condition(() => seen.length >= 2);
  return seen;
}

/** Throws what is no failure of the application in its first workflow tasks; then ends. */
export async function nowhere() {
  wf.setHandler(wf.defineSignal('never'), () => { throw new Error('not today'); });
  await wf.condition(() => false);
}

/** Answers an update after it has closed the workflow itself. */
export async function leaves() {
  let end = false;
  wf.setHandler(wf.defineUpdate('leave'), async () => { end = true; await wf.condition(() => false); });
  await wf.condition(() => end);
  return 'left';
}

/** Continues as new in the same task in which an update is accepted. */
export async function moves(moved) {
  let end = false;
  wf.setHandler(wf.defineUpdate('move'), async () => { end = true; await wf.condition(() => false); });
  await wf.condition(() => end || moved);
  if (!moved) await wf.continueAsNew(true);
  return 'moved';
}
