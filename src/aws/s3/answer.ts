/** A whole HTTP answer. */
export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Puts an answer together from what a connection receives. */
export interface AnswerReader {
  /** Takes the next bytes; gives the answer when it is whole. */
  take(bytes: Buffer): HttpAnswer | undefined;
  /** The connection has ended: gives the answer when that is what ends it. */
  end(): HttpAnswer | undefined;
}

type Head = Omit<HttpAnswer, 'body'>;

const maxHeadBytes = 64 * 1_024;
/** Of a body: the manifest of a site of half a million files has less. A text of much more than that cannot be made of it. */
const maxBodyBytes = 256 * 1_024 ** 2;

/** Reads one answer of HTTP/1.1. Source: https://www.rfc-editor.org/rfc/rfc9112#section-6 */
export function answerReader(method: string): AnswerReader {
  let head: Head | undefined;
  let pieces: Buffer[] = [];
  let received = 0;
  const keep = (bytes: Buffer) => {
    pieces.push(bytes);
    received += bytes.length;
  };
  const bodyOf = (known: Head, ended: boolean): Buffer | undefined => {
    const { 'content-length': length, 'transfer-encoding': coding } = known.headers;
    if (method === 'HEAD' || known.status === 204 || known.status === 304) return Buffer.alloc(0);
    if (coding?.toLowerCase() === 'chunked') return endsChunks(pieces) ? unchunked(joined(pieces)) : undefined;
    if (length === undefined) return ended ? joined(pieces) : undefined;
    if (!/^\d+$/.test(length)) throw malformed();
    return received >= Number(length) ? joined(pieces).subarray(0, Number(length)) : undefined;
  };
  const answer = (ended: boolean): HttpAnswer | undefined => {
    const body = head && bodyOf(head, ended);
    return head && body ? { ...head, body } : undefined;
  };
  return {
    take(bytes) {
      keep(bytes);
      if (!head) {
        const all = joined(pieces);
        const { found, rest } = headOf(all);
        head = found;
        [pieces, received] = [[rest], rest.length];
        if (!head && received > maxHeadBytes) throw malformed();
      }
      demandNotTooLong(received);
      return answer(false);
    },
    end: () => answer(true),
  };
}

/** Throws where a body is longer than any that is asked for. */
export function demandNotTooLong(bytes: number): void {
  if (bytes <= maxBodyBytes) return;
  const message = `The answer has more than ${maxBodyBytes / 1_024 ** 2} MiB.`;
  throw Object.assign(new Error(message), { name: 'AnswerTooLong', $metadata: {} });
}

/** The head, when it is there to its end, and the bytes behind it; interim answers (1xx) are passed over. */
function headOf(bytes: Buffer): { readonly found: Head | undefined; readonly rest: Buffer } {
  let rest = bytes;
  for (let end = rest.indexOf(headEnd); end >= 0; end = rest.indexOf(headEnd)) {
    const found = parsedHead(rest.toString('latin1', 0, end));
    rest = rest.subarray(end + headEnd.length);
    if (found.status >= 200) return { found, rest };
  }
  return { found: undefined, rest };
}

const headEnd = '\r\n\r\n';

function parsedHead(text: string): Head {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1]);
  if (Number.isNaN(status)) throw malformed();
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { status, headers };
}

/** Chunks end with an empty line; only then it is worth to look at them. */
function endsChunks(pieces: readonly Buffer[]): boolean {
  const tail = Buffer.concat(pieces.slice(-4)).subarray(-4);
  return tail.toString('latin1') === '\r\n\r\n';
}

function unchunked(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const [digits] = /^[0-9a-f]{1,16}/i.exec(bytes.toString('latin1', at, Math.min(lineEnd, at + 17))) ?? [];
    if (digits === undefined) throw malformed();
    const size = Number.parseInt(digits, 16);
    if (size === 0) return joined(chunks);
    const start = lineEnd + 2;
    if (start + size + 2 > bytes.length) return undefined;
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}

/** Most answers come in one piece. */
function joined(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  return only && pieces.length === 1 ? only : Buffer.concat(pieces);
}

function malformed(): Error {
  return Object.assign(new Error('The answer is not HTTP/1.1.'), { code: 'EPROTO' });
}
