import { scenario } from '../lib/scenario.mjs';
import { Hand, payload } from '../lib/tasks.mjs';

const typed = (type, value) => ({ metadata: { encoding: Buffer.from('json/plain'), type: Buffer.from(type) }, data: Buffer.from(JSON.stringify(value)) });

/** Nine runs with known attributes, of which some are closed. */
async function field(t) {
  const hand = new Hand(t);
  const people = [
    ['a', { ConfKeyword: 'red', ConfInt: 1, ConfDouble: 1.5, ConfBool: true, ConfDatetime: '2026-01-01T00:00:00Z', ConfText: 'quick brown fox', ConfKeywordList: ['x', 'y'] }],
    ['b', { ConfKeyword: 'red', ConfInt: 2, ConfDouble: 2.5, ConfBool: false, ConfDatetime: '2026-02-01T00:00:00Z', ConfText: 'lazy dog', ConfKeywordList: ['y'] }],
    ['c', { ConfKeyword: 'reddish', ConfInt: 3, ConfDouble: -1, ConfBool: true, ConfDatetime: '2026-03-01T00:00:00Z', ConfText: 'the fox again', ConfKeywordList: ['z'] }],
    ['d', { ConfKeyword: 'blue', ConfInt: -4 }],
    ['e', { ConfKeyword: "it's", ConfInt: 50 }],
    ['f', {}],
  ];
  const types = { ConfKeyword: 'Keyword', ConfInt: 'Int', ConfDouble: 'Double', ConfBool: 'Bool', ConfDatetime: 'Datetime', ConfText: 'Text', ConfKeywordList: 'KeywordList' };
  for (const [suffix, values] of people) {
    const indexedFields = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typed(types[name], value)]));
    await hand.start(t.idOf(suffix), { searchAttributes: { indexedFields }, memo: { fields: { of: payload(suffix) } }, workflowType: { name: suffix < 'd' ? 'Front' : 'Back' } });
  }
  await t.client.workflow.getHandle(t.idOf('e')).terminate();
  await t.client.workflow.getHandle(t.idOf('f')).terminate();
  const mine = `TaskQueue = '${hand.queue}'`;
  await t.until('all are listed', async () => (await count(t, mine)) === 6 && (await count(t, `${mine} AND ExecutionStatus = 'Terminated'`)) === 2);
  return mine;
}

const count = async (t, query) => Number((await t.raw('countWorkflowExecutions', { query })).count);
const names = async (t, query) => (await t.raw('listWorkflowExecutions', { query })).executions.map((one) => one.execution.workflowId.replace(`${t.id}-`, '')).sort();

scenario('list-by-every-operator', async (t) => {
  const mine = await field(t);
  const queries = [
    "ConfKeyword = 'red'", "ConfKeyword != 'red'", "ConfKeyword IN ('red', 'blue')", "ConfKeyword NOT IN ('red', 'blue')", "ConfKeyword STARTS_WITH 'red'", "ConfKeyword NOT STARTS_WITH 'red'",
    "ConfKeyword > 'red'", "ConfKeyword >= 'c'", "ConfKeyword BETWEEN 'a' AND 'm'", 'ConfKeyword IS NULL', 'ConfKeyword IS NOT NULL', "ConfKeyword = 'it''s'", "ConfKeyword = \"red\"",
    'ConfInt = 2', 'ConfInt != 2', 'ConfInt > 1', 'ConfInt <= 1', 'ConfInt < -3', 'ConfInt BETWEEN 1 AND 3', 'ConfInt NOT BETWEEN 1 AND 3', 'ConfInt IN (1, 50)', 'ConfInt IS NULL', "ConfInt = '2'",
    'ConfDouble > 1.5', 'ConfDouble = -1', 'ConfDouble BETWEEN -2 AND 2', 'ConfBool = true', 'ConfBool = false', 'ConfBool != true', "ConfBool = 'true'", 'ConfBool IS NULL',
    "ConfDatetime > '2026-01-15T00:00:00Z'", "ConfDatetime = '2026-02-01T00:00:00Z'", "ConfDatetime BETWEEN '2026-01-01T00:00:00Z' AND '2026-02-01T00:00:00Z'", "ConfDatetime < '2026-02-01T01:00:00+01:00'",
    "ConfText = 'fox'", "ConfText = 'brown quick'", "ConfText != 'fox'", 'ConfText IS NOT NULL', "ConfKeywordList = 'y'", "ConfKeywordList IN ('x', 'z')", "ConfKeywordList != 'y'", "ConfKeywordList IS NULL",
    "(ConfInt = 1 OR ConfInt = 2) AND ConfBool = false", "ConfInt = 1 OR ConfInt = 2", "NOT ConfInt = 1", "NOT (ConfInt = 1 OR ConfKeyword = 'red')",
    "WorkflowType = 'Front'", "WorkflowType STARTS_WITH 'B'", "ExecutionStatus = 'Running'", "ExecutionStatus IN ('Running', 'Terminated')", "ExecutionStatus != 'Running'", 'ExecutionStatus = 1', "ExecutionStatus = 'COMPLETED'",
    `WorkflowId = '${t.idOf('a')}'`, `WorkflowId STARTS_WITH '${t.id}'`, `WorkflowId IN ('${t.idOf('a')}', '${t.idOf('b')}')`, 'CloseTime IS NULL', 'CloseTime IS NOT NULL', "StartTime > '2020-01-01T00:00:00Z'", "CloseTime > '2020-01-01T00:00:00Z'",
    'ExecutionDuration > 0', "ExecutionDuration < '1h'", 'HistoryLength > 0', 'HistoryLength = 3', 'ParentWorkflowId IS NULL', `RootWorkflowId = '${t.idOf('a')}'`, 'StateTransitionCount > 0',
    "TemporalScheduledById IS NULL", "ConfInt = 1 and ConfBool = true", "confint = 1", "`ConfInt` = 1", "ConfKeyword = 'red' AND ConfKeyword = 'blue'",
  ];
  for (const query of queries) {
    const found = await names(t, `${mine} AND (${query})`).catch((error) => error);
    const key = t.words.text(query);
    if (Array.isArray(found)) t.note(key, found); else await t.refused(key, () => { throw found; });
  }
  t.assert.deepEqual(t.notes["ConfKeyword STARTS_WITH 'red'"], ['a', 'b', 'c']);
  t.assert.deepEqual(t.notes['ConfInt BETWEEN 1 AND 3'], ['a', 'b', 'c']);
});

scenario('list-refusals', async (t) => {
  for (const query of [
    'Nobody = 1', 'ConfInt =', "ConfInt = 'x'", 'ConfInt == 1', "ConfKeyword LIKE 'r%'", "ConfKeyword = 'red' ORDER BY ConfInt", "ORDER BY StartTime", "ConfBool = 'maybe'", "ConfDatetime = 'yesterday'", "ConfText STARTS_WITH 'f'",
    "ConfInt STARTS_WITH '1'", "ExecutionStatus = 'Dreaming'", "ConfKeyword = 'red", "(ConfInt = 1", 'GROUP BY ExecutionStatus', "ConfInt = 1 GROUP BY ConfInt", "ConfInt IN ()", '1 = 1', "ConfInt = 1 AND", 'ConfKeyword = ConfText', "ConfText > 'a'",
    "ConfBool > true", "ConfInt BETWEEN 'a' AND 3", "SELECT * FROM x", "ConfInt = 1; DROP TABLE x", "StartTime = 'noon'", "ConfKeyword IS 3", "ConfDouble = 'x'",
  ]) {
    await t.either(query, () => t.raw('listWorkflowExecutions', { query }));
  }
  await t.refused('count by', () => t.raw('countWorkflowExecutions', { query: 'GROUP BY WorkflowType' }));
});

scenario('list-pages', async (t) => {
  const mine = await field(t);
  const pages = [];
  let nextPageToken;
  do {
    const found = await t.raw('listWorkflowExecutions', { query: mine, pageSize: 4, nextPageToken });
    pages.push(found.executions.map((one) => one.execution.workflowId));
    nextPageToken = found.nextPageToken;
  } while (nextPageToken?.length);
  t.note('order', pages.flat());
  t.note('sizes', pages.map((one) => one.length).filter((size) => size > 0));
  const all = [];
  for await (const one of t.client.workflow.list({ query: mine, pageSize: 2 })) all.push(one.workflowId);
  t.note('by the client', all);
});

scenario('list-shows', async (t) => {
  const mine = await field(t);
  const { executions } = await t.raw('listWorkflowExecutions', { query: `${mine} AND (ConfInt = 1 OR ConfInt = 50)` });
  t.note('shown', t.plain('listWorkflowExecutions', { executions: executions.sort((a, b) => a.execution.workflowId.localeCompare(b.execution.workflowId)) }));
});

scenario('count', async (t) => {
  const mine = await field(t);
  await t.answer('all', 'countWorkflowExecutions', { query: mine });
  await t.answer('none', 'countWorkflowExecutions', { query: `${mine} AND ConfInt = 777` });
  await t.answer('by status', 'countWorkflowExecutions', { query: `${mine} GROUP BY ExecutionStatus` });
});

scenario('list-older-calls', async (t) => {
  await field(t);
  const filter = { startTimeFilter: { earliestTime: { seconds: 1 }, latestTime: { seconds: 4_000_000_000 } } };
  for (const suffix of ['a', 'e']) {
    const executionFilter = { workflowId: t.idOf(suffix) };
    t.note(`open ${suffix}`, (await t.raw('listOpenWorkflowExecutions', { ...filter, executionFilter })).executions.map((one) => one.execution.workflowId));
    t.note(`closed ${suffix}`, (await t.raw('listClosedWorkflowExecutions', { ...filter, executionFilter })).executions.map((one) => one.execution.workflowId));
  }
  t.note('scan', (await t.raw('scanWorkflowExecutions', { query: `WorkflowId = '${t.idOf('a')}'` })).executions.map((one) => one.execution.workflowId));
});

scenario('list-after-upsert-and-close', async (t) => {
  const handle = await t.start([['attributes', { ConfInt: [10], ConfKeyword: ['then'] }], ['wait', 1], ['attributes', { ConfInt: [11] }]], { searchAttributes: { ConfInt: [9] } });
  const found = (query) => count(t, `WorkflowId = '${t.id}' AND ${query}`);
  await t.until('the first upsert is seen', () => found("ConfInt = 10 AND ConfKeyword = 'then'"));
  await handle.signal('push', 1);
  await handle.result();
  await t.until('the second is seen', () => found("ConfInt = 11 AND ExecutionStatus = 'Completed'"));
  t.note('old', await found('ConfInt = 10'));
  t.note('shown', t.plain('listWorkflowExecutions', await t.raw('listWorkflowExecutions', { query: `WorkflowId = '${t.id}'` })));
});

scenario('search-attributes-of-the-operator', async (t) => {
  const operator = { service: 'operatorService' };
  const name = `Conf${t.service.prefix}`;
  t.words.replace(name, 'ConfNew');
  await t.answer('added', 'addSearchAttributes', { searchAttributes: { [name]: 3 } }, operator);
  await t.until('it is listed', async () => (await t.raw('listSearchAttributes', {}, operator)).customAttributes[name]);
  await t.either('again', () => t.raw('addSearchAttributes', { searchAttributes: { [name]: 3 } }, operator));
  await t.refused('of the system', () => t.raw('addSearchAttributes', { searchAttributes: { WorkflowId: 2 } }, operator));
  await t.refused('no type', () => t.raw('addSearchAttributes', { searchAttributes: { Other: 0 } }, operator));
  await t.refused('none', () => t.raw('addSearchAttributes', {}, operator));
  await t.either('remove unknown', () => t.raw('removeSearchAttributes', { searchAttributes: ['Nobody'] }, operator));
  await t.refused('remove of the system', () => t.raw('removeSearchAttributes', { searchAttributes: ['WorkflowId'] }, operator));
  await t.answer('removed', 'removeSearchAttributes', { searchAttributes: [name] }, operator);
  await t.until('it is gone', async () => !(await t.raw('listSearchAttributes', {}, operator)).customAttributes[name]);
  const { systemAttributes } = await t.raw('listSearchAttributes', {}, operator);
  t.note('system', systemAttributes);
});
