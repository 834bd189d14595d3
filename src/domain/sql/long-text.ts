import { type ByteText, bytesOf } from './byte-text.ts';
import type { Engine } from './engine.ts';
import { declaresEncoding, notUtf8, nulByte } from './file-text.ts';
import { namesNoBackslash } from './statement.ts';
import { hasMarkers } from './up-part.ts';

/** What has to be known of the whole of a long file before it is split; it is read once for all of it. */
export interface LongText {
  /** Why no client can read it. */
  readonly problem: { readonly line: number; readonly reason: string } | undefined;
  readonly namesNoBackslash: boolean;
  /** Lines end as on Windows, which the mysql client changes, or the file has markers of a migration tool: then it must be held. */
  readonly mustBeHeld: boolean;
}

/** What a chunk is searched for may begin at the end of the one before. */
const overlap = 4_096;

/** Looks at a text chunk by chunk, the chunks in their order. */
export function longTextReader(engine: Engine) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [line, tail] = [1, ''];
  let nulLine: number | undefined;
  let [ascii, utf8, declared, mode, windows, markers] = [true, true, false, false, false, false];
  const seen = (chunk: ByteText) => {
    const text = tail + chunk;
    const nul = chunk.indexOf('\0');
    if (nul >= 0) nulLine ??= line + breaksIn(chunk.slice(0, nul));
    if (nulLine === undefined) line += breaksIn(chunk);
    ascii &&= !/[\x80-\xff]/.test(chunk);
    if (engine === 'postgres' && !ascii && utf8) utf8 = decodes(decoder, chunk, true);
    declared ||= engine === 'postgres' && declaresEncoding(text);
    mode ||= engine === 'mysql' && namesNoBackslash(text);
    windows ||= engine === 'mysql' && text.includes('\r\n');
    markers ||= hasMarkers(text);
    tail = text.length > overlap ? `x${text.slice(-overlap)}` : text;
  };
  return {
    add: seen,
    end(): LongText {
      const broken = engine === 'postgres' && !declared && !(utf8 && (ascii || decodes(decoder, '', false)));
      const problem = nulLine === undefined ? (broken ? notUtf8 : undefined) : nulByte(nulLine);
      return { problem, namesNoBackslash: mode, mustBeHeld: windows || markers };
    },
  };
}

function breaksIn(text: ByteText): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk: ByteText, stream: boolean): boolean {
  try {
    decoder.decode(bytesOf(chunk), { stream });
    return true;
  } catch {
    return false;
  }
}
