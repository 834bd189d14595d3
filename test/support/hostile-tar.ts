/** Bytes of tars that no tool would write. */
export interface TarPiece {
  readonly name: string;
  /** `0` a file, `x` pax records, `L` a long name, `5` a folder. */
  readonly type: string;
  readonly content?: Buffer | string;
  /** Where a link (`1` hard, `2` symbolic) leads. */
  readonly link?: string;
}

/** A tar of these pieces. */
export function hostileTar(pieces: readonly TarPiece[]): Buffer {
  return Buffer.concat([...pieces.flatMap(blocksOf), Buffer.alloc(1024)]);
}

function blocksOf({ name, type, content = '', link = '' }: TarPiece): readonly Buffer[] {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name.slice(0, 100), 0, 'latin1');
  header.write('0000644\0', 100);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156, 'latin1');
  header.write(link.slice(0, 100), 157, 'latin1');
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}
