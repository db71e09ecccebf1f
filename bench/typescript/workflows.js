const { proxyActivities } = require('@temporalio/workflow');

const { NoOp } = proxyActivities({ startToCloseTimeout: '1 minute' });

exports.NoOpSteps = async function NoOpSteps(steps) {
  for (let i = 0; i < steps; i++) await NoOp(i);
  return steps;
};
