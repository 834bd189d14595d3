import type { Probe, ProbeRequest, ProbeResponse, Unreachable } from '../../../http/probe.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import { type EncodedBody, encodedBody } from '../body.ts';
import { captured } from '../capture.ts';
import { curlCommand } from '../curl.ts';
import type { Finding } from '../expect/finding.ts';
import { responseFindings } from '../expect/response.ts';
import { followingRedirects } from '../probes/redirects.ts';
import type { BodyTemplate } from '../suite/body.ts';
import type { CaptureTemplate } from '../suite/capture.ts';
import type { ExpectTemplate } from '../suite/expectation.ts';
import type { RequestTemplate } from '../suite/request.ts';
import { substituted, substitutedJson, type Variables } from '../variables.ts';
import type { Attempt } from './attempt.ts';

/** A request whose answer is looked at with what it has just given. */
export interface RequestToSend extends RequestTemplate {
  readonly capture: Readonly<Record<string, CaptureTemplate>>;
}

/** Sends a request, takes from the answer what is to be captured, and compares the rest. */
export async function sendRequest(
  template: RequestToSend,
  variables: Variables,
  probe: Probe,
  connection: ProbeRequest['connection'],
  random: RandomBytes,
  signal: AbortSignal,
): Promise<Attempt> {
  const body = template.body && encodedBody(withVariables(template.body, variables), random);
  const request = probeRequest(template, variables, body, connection);
  if (!URL.canParse(request.url)) return { findings: [noAddress(request)], captured: new Map() };
  const curl = curlCommand(request, template.body && withVariables(template.body, variables));
  const result = await (template.follow ? followingRedirects(probe) : probe).send(request, signal);
  if (result.kind === 'unreachable') return { findings: [unreachable(result)], captured: new Map(), curl };
  return { ...judged(template, variables, result, body?.sha256), curl };
}

function judged(
  template: RequestToSend,
  variables: Variables,
  response: ProbeResponse,
  sentSha256: string | undefined,
): Attempt {
  const { values, findings } = captured(template.capture, response, sentSha256);
  const known = new Map([...variables, ...[...values].map(([name, { value }]) => [name, value] as const)]);
  const failed = responseFindings(expectWithVariables(template.expect, known), response);
  // Without the answer that was expected, there is nothing to capture: one cause, one finding.
  return { findings: failed.length > 0 ? failed : findings, captured: values };
}

function probeRequest(
  { method, url, headers, timeoutSeconds }: RequestTemplate,
  variables: Variables,
  body: EncodedBody | undefined,
  connection: ProbeRequest['connection'],
): ProbeRequest {
  const own = Object.entries(substituted(headers, variables));
  const has = (name: string) => own.some(([given]) => given.toLowerCase() === name);
  const added: readonly (readonly [string, string])[] = [
    ['user-agent', 'aws-webapp-actions/smoke-test'],
    ['accept', '*/*'],
    ...(body ? ([['content-type', body.type]] as const) : []),
    ...(body ? ([['content-length', String(body.bytes.length)]] as const) : []),
  ];
  return {
    method,
    url: substituted(url, variables),
    headers: [...own, ...added.filter(([name]) => !has(name))],
    body: body?.bytes,
    timeoutMilliseconds: timeoutSeconds * 1000,
    connection,
  };
}

function withVariables(body: BodyTemplate, variables: Variables): BodyTemplate {
  if (body.kind === 'json') return { kind: 'json', json: substitutedJson(body.json, variables) };
  return substituted(body, variables);
}

function expectWithVariables(expect: ExpectTemplate, variables: Variables): ExpectTemplate {
  const { json, ...others } = expect;
  const paths = Object.entries(json ?? {}).map(([path, { matches, ...matcher }]) => {
    const values = Object.entries(matcher).map(([name, value]) => [name, substitutedJson(value, variables)] as const);
    const pattern = matches === undefined ? {} : { matches: substituted(matches, variables) };
    return [substituted(path, variables), { ...Object.fromEntries(values), ...pattern }] as const;
  });
  return { ...substituted(others, variables), ...(json ? { json: Object.fromEntries(paths) } : {}) };
}

function noAddress({ url }: ProbeRequest): Finding {
  return { at: [], subject: 'address', expected: 'an absolute URL', actual: url === '' ? 'none' : url };
}

export function unreachable({ url, reason, advice }: Unreachable): Finding {
  return { at: [], subject: url, expected: 'an answer', actual: reason, advice };
}
