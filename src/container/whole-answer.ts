import type { IncomingMessage } from 'node:http';
import { UserError } from '../errors.ts';

/** Reads an answer that is known to be short, such as a manifest; a longer one is an error. */
export async function wholeAnswer(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes)
      throw new UserError({
        what: `A registry answered with more than ${maxBytes} bytes.`,
        why: 'What was asked for, a manifest or a configuration, is short.',
        next: 'Check the image in its repository: it may be damaged, or no image.',
      });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
