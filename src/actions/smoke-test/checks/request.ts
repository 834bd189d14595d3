import type { Probe, ProbeRequest, ProbeResponse, Unreachable } from '../../../http/probe.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import { type EncodedBody, encodedBody } from '../body.ts';
import { captured } from '../capture.ts';
import { curlCommand } from '../curl.ts';
import type { Disclosure } from '../expect/disclosure.ts';
import type { Finding } from '../expect/finding.ts';
import { responseFindings } from '../expect/response.ts';
import { followingRedirects } from '../probes/redirects.ts';
import type { BodyTemplate } from '../suite/body.ts';
import type { CaptureTemplate } from '../suite/capture.ts';
import type { RequestTemplate } from '../suite/request.ts';
import { substituted, substitutedJson, type Variables } from '../variables.ts';
import type { Attempt } from './attempt.ts';

/** A request whose answer is looked at with what it has just given. */
export interface RequestToSend extends RequestTemplate {
  readonly capture: Readonly<Record<string, CaptureTemplate>>;
}

/** What requests are made with. */
export interface Sending {
  readonly probe: Probe;
  readonly random: RandomBytes;
  /** What may be told of the answer to a request with these variables. */
  disclosure(request: RequestTemplate, variables: Variables): Disclosure;
}

/** Sends a request, takes from the answer what is to be captured, and compares the rest. */
export async function sendRequest(
  template: RequestToSend,
  variables: Variables,
  { probe, random, disclosure: disclosureOf }: Sending,
  connection: ProbeRequest['connection'],
  signal: AbortSignal,
): Promise<Attempt> {
  const disclosure = disclosureOf(template, variables);
  const address = disclosure.address(template.url);
  const body = template.body && encodedBody(withVariables(template.body, variables), random);
  const request = probeRequest(template, variables, body, connection);
  if (!URL.canParse(request.url)) return { findings: [noAddress(address)], captured: new Map() };
  const curl = curlCommand(
    { ...request, url: address, headers: headersOf(template, disclosure.variables, body) },
    template.body && withVariables(template.body, disclosure.variables),
  );
  const result = await (template.follow ? followingRedirects(probe) : probe).send(request, signal);
  if (result.kind === 'unreachable') {
    return { findings: [{ ...unreachable(result), subject: address }], captured: new Map(), curl };
  }
  return { ...judged(template, variables, disclosureOf, result, body?.sha256), curl };
}

function judged(
  template: RequestToSend,
  variables: Variables,
  disclosureOf: Sending['disclosure'],
  response: ProbeResponse,
  sentSha256: string | undefined,
): Attempt {
  const { values, findings } = captured(template.capture, response, sentSha256, disclosureOf(template, variables));
  const known = new Map([...variables, ...[...values].map(([name, { value }]) => [name, value] as const)]);
  const failed = responseFindings(template.expect, response, known, disclosureOf(template, known));
  // Without the answer that was expected, there is nothing to capture: one cause, one finding.
  return { findings: failed.length > 0 ? failed : findings, captured: values };
}

function probeRequest(
  template: RequestTemplate,
  variables: Variables,
  body: EncodedBody | undefined,
  connection: ProbeRequest['connection'],
): ProbeRequest {
  return {
    method: template.method,
    url: substituted(template.url, variables),
    headers: headersOf(template, variables, body),
    body: body?.bytes,
    timeoutMilliseconds: template.timeoutSeconds * 1000,
    connection,
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
  return { at: [], subject: url, expected: 'an answer', actual: reason, advice };
}
