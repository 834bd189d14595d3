import { AwsError } from './errors.ts';
import type { Operations } from './json-service.ts';
import { queryRefusals } from './refusals.ts';
import { type CloudResponse, readBody, type Service } from './service.ts';
import { element, type XmlValue, xmlDocument } from './xml.ts';

/** An AWS Query service (STS, RDS, CloudFormation): a form in, XML out. Lists are answered as `members(name, items)`. */
export function queryService(
  name: string,
  namespace: string,
  operations: Operations,
): Pick<Service, 'name' | 'refusals' | 'recognise' | 'renderError'> {
  return {
    name,
    refusals: queryRefusals,
    async recognise(request) {
      const form = new URLSearchParams((await readBody(request)).toString() || request.query.toString());
      const operation = form.get('Action') ?? '';
      const implementation = operations[operation];
      if (!implementation) throw new AwsError('InvalidAction', `${name} has no operation ${operation} here.`);
      const input = decodeForm(form);
      return {
        operation,
        input,
        ...(implementation.unsigned ? { unsigned: true } : {}),
        access: (context) => implementation.access(input, context),
        perform: async (context) => {
          const result = (await implementation.perform(input, context)) as XmlValue;
          return xml(200, `${operation}Response`, namespace, {
            [`${operation}Result`]: result ?? '',
            ResponseMetadata: { RequestId: context.requestId },
          });
        },
      };
    },
    renderError: (error, requestId) =>
      xml(error.status, 'ErrorResponse', namespace, {
        Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
        RequestId: requestId,
      }),
  };
}

function xml(status: number, root: string, namespace: string, value: XmlValue): CloudResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: xmlDocument(element(root, value, { xmlns: namespace })),
  };
}

/** `Filters.Filter.1.Name=a` becomes `{ Filters: { Filter: [{ Name: 'a' }] } }`; `.member.` steps vanish. */
export function decodeForm(form: URLSearchParams): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [key, value] of form) {
    const path = key.split('.').filter((part) => part !== 'member');
    let node = root;
    for (const part of path.slice(0, -1)) node = (node[part] ??= {}) as Record<string, unknown>;
    const last = path.at(-1);
    if (last) node[last] = value;
  }
  return listsOf(root) as Record<string, unknown>;
}

function listsOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, listsOf(child)] as const);
  const numbered = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
  return numbered
    ? entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child)
    : Object.fromEntries(entries);
}
