import { AwsError } from './errors.ts';
import { jsonRefusals } from './refusals.ts';
import { type Access, type CallContext, type CloudResponse, readBody, type Service } from './service.ts';

/** One operation of a JSON service; `Input` is trusted to be what the SDK sends, `perform` checks the rest. */
export interface Operation<Input> {
  /** Set for calls that may come without a signature. */
  readonly unsigned?: boolean;
  access(input: Input, context: CallContext): readonly Access[];
  perform(input: Input, context: CallContext): unknown;
}

export type Operations = Readonly<Record<string, Operation<unknown>>>;

/** An AWS JSON 1.0 or 1.1 service (ECR, App Runner, Secrets Manager, CloudWatch Logs): `X-Amz-Target: Prefix.Operation`. */
export function jsonService(
  name: string,
  version: '1.0' | '1.1',
  operations: Operations,
): Pick<Service, 'name' | 'refusals' | 'recognise' | 'renderError'> {
  const contentType = `application/x-amz-json-${version}`;
  const answer = (status: number, value: unknown, headers: Record<string, string> = {}): CloudResponse => ({
    status,
    headers: { 'content-type': contentType, ...headers },
    body: JSON.stringify(value ?? {}, timestampsAsSeconds),
  });
  return {
    name,
    refusals: jsonRefusals,
    async recognise(request) {
      const operation =
        String(request.headers['x-amz-target'] ?? '')
          .split('.')
          .at(-1) ?? '';
      const implementation = operations[operation];
      if (!implementation)
        throw new AwsError('UnknownOperationException', `${name} has no operation ${operation} here.`);
      const input: unknown = JSON.parse((await readBody(request)).toString() || '{}');
      return {
        operation,
        input,
        access: (context) => implementation.access(input, context),
        perform: async (context) => answer(200, await implementation.perform(input, context)),
      };
    },
    renderError: (error) =>
      answer(
        error.status,
        { __type: error.code, message: error.message, ...error.members },
        { 'x-amzn-errortype': error.code },
      ),
  };
}

/** JSON protocols carry timestamps as seconds since 1970. */
function timestampsAsSeconds(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  return original instanceof Date ? original.getTime() / 1000 : value;
}
