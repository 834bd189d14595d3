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
      }
      return answer(false);
    },
    end: () => answer(true),
  };
}

/** The head, when it is there to its end, and the bytes behind it; interim answers (1xx) are passed over. */
function headOf(bytes: Buffer): { readonly found: Head | undefined; readonly rest: Buffer } {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return { found: undefined, rest: bytes };
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1]);
  if (Number.isNaN(status)) throw malformed();
  const rest = bytes.subarray(end + 4);
  if (status < 200) return headOf(rest);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { found: { status, headers }, rest };
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
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) throw malformed();
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
