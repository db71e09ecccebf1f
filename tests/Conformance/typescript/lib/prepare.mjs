// What all scenarios share: custom search attributes, which a service must know before they are used.
export const attributes = { ConfText: 1, ConfKeyword: 2, ConfInt: 3, ConfDouble: 4, ConfBool: 5, ConfDatetime: 6, ConfKeywordList: 7 };

export async function prepare(service) {
  const { operatorService, workflowService } = service.client.connection;
  const there = await operatorService.listSearchAttributes({ namespace: service.namespace });
  const missing = Object.fromEntries(Object.entries(attributes).filter(([name]) => !there.customAttributes[name]));
  if (Object.keys(missing).length > 0) await operatorService.addSearchAttributes({ namespace: service.namespace, searchAttributes: missing });
  for (let tries = 0; tries < 100; tries++) {
    const { keys } = await workflowService.getSearchAttributes({});
    const described = await workflowService.describeNamespace({ namespace: service.namespace });
    const known = Object.values(described.config.customSearchAttributeAliases ?? {});
    if (Object.keys(attributes).every((name) => known.includes(name) || keys[name])) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('the search attributes did not become known');
}
