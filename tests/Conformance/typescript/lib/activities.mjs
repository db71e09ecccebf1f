import { activityInfo, ApplicationFailure, CompleteAsyncError, Context, heartbeat, sleep } from '@temporalio/activity';

const first = () => activityInfo().attempt === 1;

/** The activities of the scenarios. `tokens` takes the task tokens of those that are completed from outside. */
export const activities = (tokens) => ({
  async echo(...values) { return values.length > 1 ? values : values[0]; },
  async nothing() {},
  async attempt() { return activityInfo().attempt; },
  async failUntil(attempt, more = {}) {
    if (activityInfo().attempt < attempt) throw ApplicationFailure.create({ message: `attempt ${activityInfo().attempt}`, type: 'Early', ...more });
    return activityInfo().attempt;
  },
  async fail(message, more = {}) { throw ApplicationFailure.create({ message, ...more }); },
  async break(message) { throw new TypeError(message); },
  async info() {
    const { activityType, attempt, heartbeatTimeoutMs, isLocal, scheduleToCloseTimeoutMs, startToCloseTimeoutMs, taskQueue, workflowType, activityNamespace, priority, retryPolicy } = activityInfo();
    return { activityType, attempt, heartbeatTimeoutMs, isLocal, scheduleToCloseTimeoutMs, startToCloseTimeoutMs, taskQueue, workflowType, activityNamespace, priority, retryPolicy };
  },

  /** Stays without a sign of life in its first attempts. */
  async hang(attempts = 1) {
    if (activityInfo().attempt <= attempts) await sleep('60s').catch(() => { throw ApplicationFailure.create({ message: 'too late' }); });
    return activityInfo().attempt;
  },

  /** Heartbeats, then fails; the next attempt returns what the first one reported. */
  async resumes() {
    if (!first()) return activityInfo().heartbeatDetails;
    heartbeat({ done: 7 });
    await sleep(50);
    throw ApplicationFailure.create({ message: 'after a heartbeat' });
  },

  /** Heartbeats once, then is silent for longer than its timeout. */
  async silent() {
    heartbeat('alive');
    await sleep('30s').catch(() => {});
    throw ApplicationFailure.create({ message: 'too late' });
  },

  /** Waits for its cancellation; then does what it was told. */
  async waits(then) {
    const beating = setInterval(() => heartbeat('waiting'), 100);
    try {
      await Context.current().cancelled;
    } catch (error) {
      if (then === 'finish') return 'finished anyway';
      if (then === 'fail') throw ApplicationFailure.nonRetryable('failed instead');
      throw error;
    } finally {
      clearInterval(beating);
    }
  },

  async outside(key) {
    tokens.set(key, activityInfo().base64TaskToken);
    throw new CompleteAsyncError();
  },

  async outsideBeating(key) {
    heartbeat('handed over');
    tokens.set(key, activityInfo().base64TaskToken);
    throw new CompleteAsyncError();
  },
});
