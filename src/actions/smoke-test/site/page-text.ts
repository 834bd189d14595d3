import type { ProbeResponse } from '../../../http/probe.ts';

/** What a page says of its encoding stands at its beginning. */
const prescannedBytes = 1_024;

/** The text of a page as browsers read it: https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding */
export function pageText({ body, headers }: Pick<ProbeResponse, 'body' | 'headers'>): string {
  const declared = charsetIn(headers.get('content-type')?.join(', ') ?? '');
  const beginning = Buffer.from(body.subarray(0, prescannedBytes)).toString('latin1');
  return decoder(byteOrder(body) ?? declared ?? charsetIn(/<meta[^>]{0,500}/i.exec(beginning)?.[0] ?? '')).decode(body);
}

function byteOrder([first, second]: Uint8Array): string | undefined {
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}

function charsetIn(text: string): string | undefined {
  return /\bcharset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/i.exec(text)?.[1];
}

function decoder(charset: string | undefined): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    // No encoding that is known has this name.
    return new TextDecoder();
  }
}
