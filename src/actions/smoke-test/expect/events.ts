import { parseExactJson } from '../../../domain/exact-number.ts';

/** A server-sent event; data that is JSON is its value. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id: string;
}

/** The whole events of a stream. https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
export function eventsIn(text: string): readonly ServerEvent[] {
  const events: ServerEvent[] = [];
  let [event, data, id]: [string, string[], string] = ['', [], ''];
  for (const line of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .slice(0, -1)) {
    if (line === '') {
      if (data.length > 0) events.push({ event: event || 'message', data: valueOf(data.join('\n')), id });
      [event, data] = ['', []];
      continue;
    }
    const [name, value] = fieldOf(line);
    if (name === 'event') event = value;
    if (name === 'data') data.push(value);
    if (name === 'id' && !value.includes('\0')) id = value;
  }
  return events;
}

function fieldOf(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon === -1) return [line, ''];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}

function valueOf(data: string): unknown {
  const json = parseExactJson(data);
  return json === undefined ? data : json;
}

/** Tells, chunk by chunk, whether so many events have come. It looks at each byte once. */
export function eventCounter(wanted: number): (chunk: Uint8Array) => boolean {
  let [line, hasData, events, afterReturn] = ['', false, 0, false];
  const endLine = () => {
    if (line === '' && hasData) events += 1;
    hasData = line === '' ? false : hasData || /^data(?::|$)/.test(line);
    line = '';
  };
  return (chunk) => {
    for (const byte of chunk) {
      if (byte === 10 && afterReturn) afterReturn = false;
      else if (byte === 10 || byte === 13) {
        endLine();
        afterReturn = byte === 13;
      } else {
        afterReturn = false;
        if (line.length < 5) line += String.fromCharCode(byte);
      }
    }
    return events >= wanted;
  };
}
