// A worker by hand: polls and answers one task at a time, so that a scenario decides what happens in between.
export class Hand {
  constructor(t, queue = `${t.id}-queue`) { Object.assign(this, { t, queue, taskQueue: { name: queue }, identity: 'hand' }); }

  start(workflowId, more = {}) {
    return this.t.raw('startWorkflowExecution', {
      workflowId, workflowType: { name: 'ByHand' }, taskQueue: this.taskQueue, identity: this.identity, requestId: crypto.randomUUID(), ...more,
    });
  }

  task(timeout = 20_000, taskQueue = this.taskQueue) {
    return this.t.raw('pollWorkflowTaskQueue', { taskQueue, identity: this.identity }, { timeout });
  }

  complete(task, commands = [], more = {}) {
    return this.t.raw('respondWorkflowTaskCompleted', { taskToken: task.taskToken, identity: this.identity, commands, ...more });
  }

  fail(task, cause = 14, message = 'by hand') {
    return this.t.raw('respondWorkflowTaskFailed', { taskToken: task.taskToken, identity: this.identity, cause, failure: { message, applicationFailureInfo: { type: 'Hand' } } });
  }

  activity(timeout = 20_000) {
    return this.t.raw('pollActivityTaskQueue', { taskQueue: this.taskQueue, identity: this.identity }, { timeout });
  }

  completeActivity(task, result) {
    return this.t.raw('respondActivityTaskCompleted', { taskToken: task.taskToken, identity: this.identity, result: json(result) });
  }
}

export const payload = (value) => ({ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(value)) });
export const json = (...values) => ({ payloads: values.map(payload) });
export const seconds = (count) => ({ seconds: count });

const typed = (commandType, attributes) => ({ commandType, ...attributes });

/** Commands, by the numbers that Temporal's API gives them. */
export const command = {
  activity: (activityId, more = {}) => typed(1, {
    scheduleActivityTaskCommandAttributes: { activityId, activityType: { name: 'Act' }, startToCloseTimeout: seconds(60), taskQueue: { name: 'nobodys' }, ...more },
  }),
  cancelActivity: (scheduledEventId) => typed(2, { requestCancelActivityTaskCommandAttributes: { scheduledEventId } }),
  timer: (timerId, after = 60) => typed(3, { startTimerCommandAttributes: { timerId, startToFireTimeout: seconds(after) } }),
  complete: (result) => typed(4, { completeWorkflowExecutionCommandAttributes: { result: result === undefined ? undefined : json(result) } }),
  fail: (message) => typed(5, { failWorkflowExecutionCommandAttributes: { failure: { message, applicationFailureInfo: { type: 'Hand' } } } }),
  cancelTimer: (timerId) => typed(6, { cancelTimerCommandAttributes: { timerId } }),
  cancel: () => typed(7, { cancelWorkflowExecutionCommandAttributes: {} }),
  cancelExternal: (workflowId, more = {}) => typed(8, { requestCancelExternalWorkflowExecutionCommandAttributes: { workflowId, ...more } }),
  marker: (markerName, details = {}) => typed(9, { recordMarkerCommandAttributes: { markerName, details } }),
  continueAsNew: (more = {}) => typed(10, { continueAsNewWorkflowExecutionCommandAttributes: { workflowType: { name: 'ByHand' }, ...more } }),
  child: (workflowId, more = {}) => typed(11, { startChildWorkflowExecutionCommandAttributes: { workflowId, workflowType: { name: 'Child' }, ...more } }),
  signalExternal: (workflowId, signalName, more = {}) => typed(12, {
    signalExternalWorkflowExecutionCommandAttributes: { execution: { workflowId }, signalName, ...more },
  }),
  attributes: (indexedFields) => typed(13, { upsertWorkflowSearchAttributesCommandAttributes: { searchAttributes: { indexedFields } } }),
  memo: (fields) => typed(16, { modifyWorkflowPropertiesCommandAttributes: { upsertedMemo: { fields } } }),
};
