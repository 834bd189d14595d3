import type { ProbeResponse } from '../../../http/probe.ts';

export function bodyText({ body }: ProbeResponse): string {
  return Buffer.from(body).toString('utf8');
}

/** The body as JSON, or undefined when it is none. */
export function jsonBody(response: ProbeResponse): unknown {
  try {
    return JSON.parse(bodyText(response));
  } catch {
    return undefined;
  }
}
