import { AwsError } from '../core/errors.ts';
import { queryRefusals } from '../core/refusals.ts';
import { type Access, type CallContext, type CloudResponse, readBody, type Service } from '../core/service.ts';
import { element, xmlDocument } from '../core/xml.ts';
import { fromXml, NAMESPACE, toXml } from './shapes.ts';

/** What an operation is given: the names in its path, its query, its If-Match header and its document. */
export interface RestInput {
  readonly names: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly ifMatch: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What an operation answers: a document in the SDK's form, with the headers that carry the other members. */
export interface RestAnswer {
  readonly status?: number;
  readonly root: string;
  readonly value: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of a REST-XML service. `path` has a `*` for each name; `bodyRoot` is the root of the request's document. */
export interface RestOperation {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly bodyRoot?: string;
  access(input: RestInput, context: CallContext): readonly Access[];
  perform(input: RestInput, context: CallContext): RestAnswer | Promise<RestAnswer>;
}

/** A service with the REST-XML protocol, recognised by method and path. */
export function restXmlService(
  name: string,
  operations: readonly RestOperation[],
): Pick<Service, 'name' | 'refusals' | 'recognise' | 'renderError'> {
  return {
    name,
    refusals: queryRefusals,
    async recognise(request) {
      const found = find(operations, request.method, request.path);
      if (!found) throw new AwsError('InvalidAction', `${name} has no ${request.method} ${request.path} here.`, 404);
      const { operation, names } = found;
      const text = (await readBody(request)).toString();
      const input: RestInput = {
        names,
        query: Object.fromEntries(request.query),
        ifMatch: request.headers['if-match'],
        body: operation.bodyRoot ? fromXml(operation.bodyRoot, text) : {},
      };
      return {
        operation: operation.operation,
        input,
        access: (context) => operation.access(input, context),
        perform: async (context) => respond(await operation.perform(input, context)),
      };
    },
    renderError: (error, requestId) => ({
      status: error.status,
      headers: { 'content-type': 'text/xml' },
      body: xmlDocument(
        element(
          'ErrorResponse',
          {
            Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
            RequestId: requestId,
          },
          { xmlns: NAMESPACE },
        ),
      ),
    }),
  };
}

function find(
  operations: readonly RestOperation[],
  method: string,
  path: string,
): { readonly operation: RestOperation; readonly names: readonly string[] } | undefined {
  for (const operation of operations) {
    const pattern = new RegExp(`^${operation.path.replaceAll('*', '([^/]+)')}$`);
    const match = operation.method === method ? pattern.exec(path) : null;
    if (match) return { operation, names: match.slice(1).map(decodeURIComponent) };
  }
  return undefined;
}

function respond({ status = 200, root, value, headers = {} }: RestAnswer): CloudResponse {
  return { status, headers: { 'content-type': 'text/xml', ...headers }, body: toXml(root, value) };
}
