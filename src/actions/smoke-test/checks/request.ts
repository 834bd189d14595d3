import type { ProbeRequest, Unreachable } from '../../../http/probe.ts';
import { type EncodedBody, encodedBody } from '../body.ts';
import { captured, captureFinding, type Exchange } from '../capture.ts';
import { curlCommand } from '../curl.ts';
import type { Finding } from '../expect/finding.ts';
import type { Hiding } from '../expect/hiding.ts';
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
    { ...request, url: address, headers: shownHeaders(headersOf(template, disclosure.variables, body), disclosure) },
    template.body && shownBody(withVariables(template.body, disclosure.variables), disclosure.hiding),
  );
  const prober = template.follow ? followingRedirects(context.prober) : context.prober;
  const result = await prober.send(request);
  if (result.kind === 'unreachable') return { ...attempt([{ ...unreachable(result), subject: address }]), curl };
  return { ...judged(template, { response: result, sentSha256: body?.sha256 }, context), curl };
}

type RequestContext = Pick<AttemptContext, 'prober' | 'random' | 'disclosureOf' | 'variables' | 'connection' | 'learn'>;

function judged(
  template: RequestToSend,
  exchange: Exchange,
  { variables, disclosureOf, learn }: Pick<AttemptContext, 'variables' | 'disclosureOf' | 'learn'>,
): Attempt {
  const { values, missing } = captured(template.capture, exchange);
  learn(values);
  const known = new Map([...variables, ...[...values].map(([name, { value }]) => [name, value] as const)]);
  const disclosure = disclosureOf(template, known);
  const failed = responseFindings(template.expect, exchange.response, known, disclosure);
  const findings = missing.map((one) => captureFinding(one, exchange.response, disclosure));
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

function shownHeaders(headers: ProbeRequest['headers'], { hiding }: { readonly hiding: Hiding }) {
  return headers.map(([name, value]) => [name, hiding.named(name, value)] as const);
}

/** A body as it may be shown: its secrets are hidden before it is written as JSON, as a form or for a shell. */
function shownBody(body: BodyTemplate, hiding: Hiding): BodyTemplate {
  switch (body.kind) {
    case 'json':
      return { ...body, json: hiding.json(body.json) };
    case 'form':
      return { ...body, form: mapValues(body.form, hiding.named) };
    case 'text':
      return { ...body, text: hiding.text(body.text) };
    case 'multipart':
      return {
        ...body,
        parts: mapValues(body.parts, (name, part) =>
          part.kind === 'field'
            ? { ...part, text: hiding.named(name, part.text) }
            : { ...part, filename: hiding.text(part.filename) },
        ),
      };
    case 'random':
      return body;
  }
}

function mapValues<T>(record: Readonly<Record<string, T>>, map: (name: string, value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]));
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
