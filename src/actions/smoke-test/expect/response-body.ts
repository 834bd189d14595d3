import { parseExactJson } from '../../../domain/exact-number.ts';
import { jsonNesting } from '../../../domain/json-nesting.ts';
import type { ProbeResponse } from '../../../http/probe.ts';
import { eventsIn } from './events.ts';

/** Deeper JSON is read by no client, and would exhaust the stack of whatever walks it. */
export const maxJsonNesting = 500;

export function bodyText({ body }: ProbeResponse): string {
  return Buffer.from(body).toString('utf8');
}

/** The body as JSON, its numbers as they were sent; the events of a stream as a list; undefined when it is none or nested too deep. */
export function jsonBody(response: ProbeResponse): unknown {
  const text = bodyText(response);
  if (isEventStream(response)) return eventsIn(text);
  return jsonNesting(text) > maxJsonNesting ? undefined : parseExactJson(text);
}

function isEventStream({ headers }: ProbeResponse): boolean {
  return /^text\/event-stream\b/i.test(headers.get('content-type')?.[0] ?? '');
}

/** Whether a body might be JSON that is nested deeper than anybody reads. */
export function isNestedTooDeep(response: ProbeResponse): boolean {
  return jsonNesting(bodyText(response)) > maxJsonNesting;
}

/** What a body that is no JSON for us should have been. */
export function expectedJson(response: ProbeResponse): string {
  return isNestedTooDeep(response) ? `JSON nested at most ${maxJsonNesting} deep` : 'JSON';
}
