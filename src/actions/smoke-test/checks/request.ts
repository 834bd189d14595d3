import type { ProbeRequest, Unreachable } from '../../../http/probe.ts';
import { type EncodedBody, encodedBody } from '../body.ts';
import { captured, type Exchange } from '../capture.ts';
import { curlCommand } from '../curl.ts';
import type { Finding } from '../expect/finding.ts';
import { responseFindings } from '../expect/response.ts';
import { followingRedirects } from '../probes/redirects.ts';
import type { BodyTemplate } from '../suite/body.ts';
import type { CaptureTemplate } from '../suite/capture.ts';
import type { RequestTemplate } from '../suite/request.ts';
import { substituted, substitutedJson, type Variables } from '../variables.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';

/** A request whose response is judged with what it has just given. */
export interface RequestToSend extends RequestTemplate {
  readonly capture: Readonly<Record<string, CaptureTemplate>>;
}

/** Sends a request, takes from the response what is to be captured, and compares the rest. */
export async function sendRequest(template: RequestToSend, context: RequestContext): Promise<Attempt> {
  const { variables } = context;
  const disclosure = context.disclosureOf(template, variables);
  const address = disclosure.address(template.url);
  const body = template.body && encodedBody(withVariables(template.body, variables), context.random);
  const request = { ...probeRequest(template, variables, body), connection: context.connection };
  if (!URL.canParse(request.url)) return attempt([noAddress(address)]);
  const curl = curlCommand(
    { ...request, url: address, headers: headersOf(template, disclosure.variables, body) },
    template.body && withVariables(template.body, disclosure.variables),
  );
  const prober = template.follow ? followingRedirects(context.prober) : context.prober;
  const result = await prober.send(request);
  if (result.kind === 'unreachable') return { ...attempt([{ ...unreachable(result), subject: address }]), curl };
  return { ...judged(template, { response: result, sentSha256: body?.sha256 }, context), curl };
}

type RequestContext = Pick<AttemptContext, 'prober' | 'random' | 'disclosureOf' | 'variables' | 'connection'>;

function judged(
  template: RequestToSend,
  exchange: Exchange,
  { variables, disclosureOf }: Pick<AttemptContext, 'variables' | 'disclosureOf'>,
): Attempt {
  const { values, findings } = captured(template.capture, exchange, disclosureOf(template, variables));
  const known = new Map([...variables, ...[...values].map(([name, { value }]) => [name, value] as const)]);
  const failed = responseFindings(template.expect, exchange.response, known, disclosureOf(template, known));
  // Without the response that was expected, there is nothing to capture: one cause, one finding.
  return { findings: failed.length > 0 ? failed : findings, captured: values };
}

function probeRequest(template: RequestTemplate, variables: Variables, body: EncodedBody | undefined): ProbeRequest {
  return {
    method: template.method,
    url: substituted(template.url, variables),
    headers: headersOf(template, variables, body),
    body: body?.bytes,
    timeoutMilliseconds: template.timeoutSeconds * 1000,
  };
}

function headersOf(
  { headers }: RequestTemplate,
  variables: Variables,
  body: EncodedBody | undefined,
): ProbeRequest['headers'] {
  const own = Object.entries(substituted(headers, variables));
  const has = (name: string) => own.some(([given]) => given.toLowerCase() === name);
  const added: readonly (readonly [string, string])[] = [
    ['user-agent', 'aws-webapp-actions/smoke-test'],
    ['accept', '*/*'],
    ...(body ? ([['content-type', body.type]] as const) : []),
    ...(body ? ([['content-length', String(body.bytes.length)]] as const) : []),
  ];
  return [...own, ...added.filter(([name]) => !has(name))];
}

function withVariables(body: BodyTemplate, variables: Variables): BodyTemplate {
  if (body.kind === 'json') return { kind: 'json', json: substitutedJson(body.json, variables) };
  return substituted(body, variables);
}

function noAddress(address: string): Finding {
  return { at: [], subject: 'address', expected: 'an absolute URL', actual: address === '' ? 'none' : address };
}

export function unreachable({ url, reason, advice }: Unreachable): Finding {
  return { at: [], subject: url, expected: 'a response', actual: reason, advice };
}
