import { readFileSync } from 'node:fs';
import { type ErrorKind, errorKind } from '../aws/error-kind.ts';

/** An error of a service, as its model in botocore has it. */
export interface ErrorModel {
  readonly code: string;
  readonly status: number;
  readonly fault: 'client' | 'server';
  readonly retryable?: { readonly throttling?: boolean };
}

/** The calls that are made of a service, and the errors that they can end with. */
export interface ServiceErrors {
  readonly title: string;
  readonly protocol: string;
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** By the name of their shape. */
  readonly errors: Readonly<Record<string, ErrorModel>>;
}

/** Taken from https://github.com/boto/botocore/tree/develop/botocore/data; those of all services from https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export function errorModels(): Readonly<Record<string, ServiceErrors>> {
  return JSON.parse(readFileSync('src/tooling/aws-error-models.json', 'utf8')) as Record<string, ServiceErrors>;
}

/** The kind of an error, by what its model says of it. */
export function kindOf(name: string, { status, fault, retryable }: ErrorModel): ErrorKind {
  return errorKind({ name, $fault: fault, $metadata: { httpStatusCode: status }, $retryable: retryable });
}

const meanings: Readonly<Record<ErrorKind, string>> = {
  transient:
    'The call is repeated up to six times. A wait goes on until its deadline, with pauses that grow to 30 s, and logs the trouble once a minute.',
  throttled: 'As `transient`.',
  expired: 'A wait goes on for two minutes, in which a provider of credentials renews them. Then the step fails.',
  busy: 'Where another operation keeps the resource busy, the step waits for its end (`on-busy: wait`), or fails.',
  missing: 'The resource is not there: it is created where the inputs say so. Otherwise the step fails.',
  denied: 'The step fails, and names the call and the permission.',
  invalid:
    'The step fails with the reason of AWS. Where that is a role that cannot be taken on, and is new to the service, the call is repeated for two minutes.',
  other: 'The step fails with the reason of AWS.',
};

/** The page with each error of the calls that are made, and what is done about it. */
export function errorPage(): string {
  return `# Errors of AWS

Each error has a kind, by its class: the side at fault, the HTTP status, the retryable trait, the connection. The kind decides what is done.

| Kind | What is done |
| --- | --- |
${Object.entries(meanings)
  .map(([kind, meaning]) => `| ${kind} | ${meaning} |`)
  .join('\n')}

Errors of the connection are \`transient\` too: no such host, a refused or lost connection, no complete response within 30 s, an HTML page instead of an answer.
${Object.values(errorModels()).map(section).join('')}`;
}

function section({ title, operations, errors }: ServiceErrors): string {
  const rows = Object.entries(errors).map(([name, model]) => {
    const calls = Object.keys(operations).filter((operation) => operations[operation]?.includes(name));
    return `| \`${model.code}\` | ${model.status} | ${kindOf(name, model)} | ${calls.join(', ')} |`;
  });
  if (rows.length === 0) return '';
  return `\n## ${title}\n\n| Code | Status | Kind | Calls |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
