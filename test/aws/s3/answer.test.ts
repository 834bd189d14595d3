import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answerReader, type HttpAnswer } from '../../../src/aws/s3/answer.ts';

interface Case {
  readonly title: string;
  readonly method?: string;
  readonly bytes: string;
  readonly status: number;
  readonly body: string;
  /** Whether only the end of the connection ends the answer. */
  readonly untilEnd?: true;
}

const cases: readonly Case[] = [
  {
    title: 'a body of a length',
    bytes: 'HTTP/1.1 200 OK\r\nETag: "a:b"\r\nContent-Length: 5\r\n\r\nhello',
    ...{ status: 200, body: 'hello' },
  },
  { title: 'an empty body', bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', status: 200, body: '' },
  {
    title: 'chunks with extensions, an empty line within, and trailers',
    bytes:
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4;x=y\r\n\r\n\r\n\r\na\r\n0123456789\r\n0\r\nx-late: 1\r\n\r\n',
    ...{ status: 200, body: '\r\n\r\n0123456789' },
  },
  {
    title: 'an interim answer before it',
    bytes: 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Slow Down\r\nContent-Length: 2\r\n\r\nno',
    ...{ status: 503, body: 'no' },
  },
  { title: 'no content', bytes: 'HTTP/1.1 204 No Content\r\nServer: AmazonS3\r\n\r\n', status: 204, body: '' },
  {
    title: 'not modified',
    bytes: 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n',
    ...{ status: 304, body: '' },
  },
  {
    title: 'the length of what HEAD does not send',
    method: 'HEAD',
    bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n',
    ...{ status: 200, body: '' },
  },
  {
    title: 'a body up to the end of the connection',
    bytes: 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end',
    ...{ status: 200, body: 'to the end', untilEnd: true },
  },
];

/** What comes of bytes that arrive in pieces, cut at these positions. */
function read({ method = 'GET', bytes }: Case, cuts: readonly number[]): readonly (HttpAnswer | undefined)[] {
  const reader = answerReader(method);
  const all = Buffer.from(bytes);
  const ends = [...new Set([...cuts.map((cut) => cut % all.length), all.length])].toSorted((a, b) => a - b);
  const taken = ends.map((end, index) => reader.take(all.subarray(ends[index - 1] ?? 0, end)));
  return [...taken, reader.end()];
}

test.each(cases)('$title, however it arrives', (each) => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 12 }), (cuts) => {
      const answers = read(each, cuts);
      const [whole] = answers.slice(each.untilEnd ? -1 : -2);
      expect(whole).toMatchObject({ status: each.status });
      expect(whole?.body.toString()).toBe(each.body);
      expect(answers.slice(0, each.untilEnd ? -1 : -2).every((answer) => answer === undefined)).toBe(true);
    }),
  );
});

test('header names are lower-case, and values keep their colons', () => {
  expect(answerReader('GET').take(Buffer.from(cases[0]?.bytes ?? ''))?.headers).toEqual({
    etag: '"a:b"',
    'content-length': '5',
  });
});

test.each([
  ['a body that is cut off', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell'],
  ['chunks that are cut off', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n\r\n\r\n'],
  ['a head that is cut off', 'HTTP/1.1 200 OK\r\nContent-Le'],
])('%s is no answer', (_, bytes) => {
  const reader = answerReader('GET');
  expect(reader.take(Buffer.from(bytes))).toBeUndefined();
  expect(reader.end()).toBeUndefined();
});

test('what is not HTTP is refused', () => {
  expect(() => answerReader('GET').take(Buffer.from('SSH-2.0-OpenSSH\r\n\r\n'))).toThrow('The answer is not HTTP/1.1.');
});

test('a head without end, chunks of a negative size and a length that is none are refused', () => {
  const read = (bytes: string) => () => answerReader('GET').take(Buffer.from(bytes));
  expect(read(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(20_000)}`)).toThrow('The answer is not HTTP/1.1.');
  expect(read('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-9\r\n\r\n')).toThrow('not HTTP/1.1');
  expect(read('HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n')).toThrow('not HTTP/1.1');
});

test('interim answers without end are passed over', () => {
  const reader = answerReader('GET');
  expect(reader.take(Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'.repeat(100_000)))).toBeUndefined();
  expect(reader.take(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'))?.body.toString()).toBe('ok');
});

test('a body that is too long ends the answer', () => {
  const reader = answerReader('GET');
  reader.take(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'));
  const piece = Buffer.alloc(64 * 1_024 ** 2);
  for (let index = 0; index < 4; index++) reader.take(piece);
  expect(() => reader.take(Buffer.from('x'))).toThrow('The answer has more than 256 MiB.');
});
