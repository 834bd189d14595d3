import { parseExactJson } from '../../../domain/exact-number.ts';
import { jsonNesting } from '../../../domain/json-nesting.ts';
import type { ProbeResponse } from '../../../http/probe.ts';

/** Deeper JSON is read by no client, and would exhaust the stack of whatever walks it. */
export const maxJsonNesting = 500;

export function bodyText({ body }: ProbeResponse): string {
  return Buffer.from(body).toString('utf8');
}

/** The body as JSON, its numbers as they were sent; undefined when it is none or nested too deep. */
export function jsonBody(response: ProbeResponse): unknown {
  const text = bodyText(response);
  return jsonNesting(text) > maxJsonNesting ? undefined : parseExactJson(text);
}

/** Whether a body might be JSON that is nested deeper than anybody reads. */
export function isNestedTooDeep(response: ProbeResponse): boolean {
  return jsonNesting(bodyText(response)) > maxJsonNesting;
}

/** What a body that is no JSON for us should have been. */
export function expectedJson(response: ProbeResponse): string {
  return isNestedTooDeep(response) ? `JSON nested at most ${maxJsonNesting} deep` : 'JSON';
}
