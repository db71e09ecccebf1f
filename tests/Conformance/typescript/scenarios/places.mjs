import { scenario } from '../lib/scenario.mjs';
import { Hand, command, payload, seconds } from '../lib/tasks.mjs';

scenario('system-info', async (t) => {
  const { capabilities } = await t.raw('getSystemInfo', {});
  t.note('capabilities', Object.fromEntries(Object.entries(capabilities).filter(([, value]) => typeof value === 'boolean')));
});

scenario('cluster-info', async (t) => {
  const found = await t.raw('getClusterInfo', {});
  t.assert.ok(found.serverVersion);
  t.note('clients', Object.keys(found.supportedClients).length > 0);
});

scenario('health', async (t) => {
  t.note('serving', (await t.client.connection.healthService.check({ service: 'temporal.api.workflowservice.v1.WorkflowService' })).status);
});

scenario('namespace-life', async (t) => {
  const namespace = t.id;
  const register = (more) => t.raw('registerNamespace', { namespace, description: 'a test', ownerEmail: 'me@example.org', workflowExecutionRetentionPeriod: seconds(86_400 * 3), data: { k: 'v' }, ...more });
  await register();
  await t.until('it is known', () => t.raw('describeNamespace', { namespace }).then(() => true, () => false));
  const shown = t.plain('describeNamespace', await t.raw('describeNamespace', { namespace }));
  t.note('info', shown.namespaceInfo);
  t.note('config', { ...shown.config, customSearchAttributeAliases: undefined });
  await t.refused('again', () => register());
  await t.refused('no name', () => register({ namespace: '' }));
  await t.refused('no retention', () => register({ namespace: `${namespace}-2`, workflowExecutionRetentionPeriod: null }));
  const changed = await t.raw('updateNamespace', { namespace, updateInfo: { description: 'changed', data: { l: 'w' } }, config: { workflowExecutionRetentionTtl: seconds(86_400 * 5) } });
  t.note('changed', t.plain('updateNamespace', changed).namespaceInfo);
  await t.refused('update unknown', () => t.raw('updateNamespace', { namespace: `${namespace}-nobody` }));
  await t.refused('describe unknown', () => t.raw('describeNamespace', { namespace: `${namespace}-nobody` }));
  const { namespaces } = await t.raw('listNamespaces', { pageSize: 1000 });
  t.note('listed', namespaces.filter((one) => one.namespaceInfo.name === namespace).length);
  const started = await t.until('it takes workflows', () => t.raw('startWorkflowExecution', { namespace, workflowId: 'w', workflowType: { name: 'w' }, taskQueue: { name: 'q' }, requestId: 'r' }).catch(() => null));
  t.note('started', started.started);
  await t.refused('not in the other', () => t.raw('describeWorkflowExecution', { execution: { workflowId: 'w', runId: started.runId } }));
  await t.raw('deleteNamespace', { namespace }, { service: 'operatorService' });
  await t.until('it is gone', () => t.raw('describeNamespace', { namespace }).then((found) => found.namespaceInfo.name !== namespace, () => true));
});

scenario('task-queue-described', async (t) => {
  const hand = new Hand(t);
  await hand.start(t.id);
  const describe = (taskQueueType, more = {}) => t.raw('describeTaskQueue', { taskQueue: hand.taskQueue, taskQueueType, ...more });
  t.note('no poller', (await describe(1)).pollers.length);
  await hand.complete(await hand.task(), [command.complete()]);
  const found = await t.until('the poller is seen', async () => { const one = await describe(1); return one.pollers.length > 0 && one; });
  t.note('pollers', found.pollers.map((one) => Object.keys(one).sort()));
  t.note('activities', (await describe(2)).pollers.length);
  await t.refused('no name', () => t.raw('describeTaskQueue', { taskQueue: { name: '' }, taskQueueType: 1 }));
  const { workflowTaskQueuePartitions } = await t.raw('listTaskQueuePartitions', { taskQueue: hand.taskQueue });
  t.note('first partition', workflowTaskQueuePartitions[0].key);
});

scenario('task-queue-backlog', async (t) => {
  const hand = new Hand(t);
  for (const suffix of ['a', 'b', 'c']) await hand.start(t.idOf(suffix));
  const found = await t.until('the backlog is counted', async () => {
    const one = await t.raw('describeTaskQueue', { taskQueue: hand.taskQueue, taskQueueType: 1, reportStats: true });
    return Number(one.stats?.approximateBacklogCount ?? 0) === 3 && one;
  });
  t.note('backlog', Number(found.stats.approximateBacklogCount));
});

scenario('deadline-missing', async (t) => {
  const { workflowService } = t.client.connection;
  await t.refused('poll', () => new Promise((resolve, reject) => { workflowService.pollWorkflowTaskQueue({ namespace: 'default', taskQueue: { name: t.id } }).then(resolve, reject); setTimeout(() => reject(new Error('waits')), 20_000).unref(); }));
});

scenario('namespace-missing', async (t) => {
  const nowhere = { namespace: `${t.id}-nowhere` };
  for (const method of ['listWorkflowExecutions', 'countWorkflowExecutions', 'listSchedules', 'getWorkflowExecutionHistory', 'pollWorkflowTaskQueue', 'pollActivityTaskQueue', 'describeTaskQueue', 'signalWorkflowExecution', 'terminateWorkflowExecution', 'queryWorkflow'])
    await t.refused(method, () => t.raw(method, { ...nowhere, taskQueue: { name: 'q' }, execution: { workflowId: 'w' }, workflowExecution: { workflowId: 'w' }, signalName: 's', query: { queryType: 'q' } }));
});

scenario('memo-and-search-attributes-of-a-run', async (t) => {
  const handle = await t.start([['info']], { memo: { a: { deep: [1] } }, searchAttributes: { ConfKeywordList: ['p', 'q'], ConfBool: [false], ConfDouble: [0.25] } });
  await t.outcome(handle);
  const described = await handle.describe();
  t.note('memo', described.memo);
  t.note('attributes', described.searchAttributes);
});

scenario('user-metadata', async (t) => {
  const hand = new Hand(t);
  await hand.start(t.id, { userMetadata: { summary: payload('sum'), details: payload('det') } });
  await hand.complete(await hand.task(), [{ ...command.timer('t'), userMetadata: { summary: payload('timer') } }, { ...command.activity('a'), userMetadata: { summary: payload('act') } }]);
  await t.describe({ workflowId: t.id });
  await t.history({ workflowId: t.id });
  await t.client.workflow.getHandle(t.id).terminate();
});
