import { parseJson } from '../../../domain/json.ts';
import type { ProbeResponse } from '../../../http/probe.ts';

export function bodyText({ body }: ProbeResponse): string {
  return Buffer.from(body).toString('utf8');
}

/** The body as JSON, or undefined when it is none. */
export function jsonBody(response: ProbeResponse): unknown {
  return parseJson(bodyText(response));
}
