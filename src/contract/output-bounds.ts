/** How long the value of an output may be, and what is handed on instead of a longer one. */
export interface OutputBound {
  /** In UTF-8. Left out: 60,000. */
  readonly maxBytes?: number;
  /** Lines of at most so many bytes that serve as well as these; left out where there are none, so that the output stays unset. */
  readonly shortened?: (lines: readonly string[], maxBytes: number) => readonly string[];
}

/**
 * A step gets each input as a variable of its process, and Linux starts none with one above 128 KiB (MAX_ARG_STRLEN). So two
 * outputs must fit into one input. https://man7.org/linux/man-pages/man2/execve.2.html
 */
export const usualOutputBytes = 60_000;

type Value = string | number | boolean | readonly string[] | undefined;

/** An output that is longer than a later step can take, and cannot be shortened. */
export interface TooLong {
  readonly name: string;
  readonly bytes: number;
  readonly maxBytes: number;
}

/** The outputs within the bounds of their contract, and those that are left out. */
export function withinBounds(
  { bounds = {} }: { readonly bounds?: Readonly<Record<string, OutputBound>> | undefined },
  outputs: Readonly<Record<string, Value>>,
): { readonly outputs: Readonly<Record<string, Value>>; readonly tooLong: readonly TooLong[] } {
  const tooLong: TooLong[] = [];
  const fitting = Object.entries(outputs).flatMap(([name, value]) => {
    const { maxBytes = usualOutputBytes, shortened } = bounds[name] ?? {};
    const bytes = bytesOf(value);
    if (bytes <= maxBytes) return [[name, value] as const];
    const short = shortened && typeof value === 'object' ? shortened(value, maxBytes) : undefined;
    if (short && bytesOf(short) <= maxBytes) return [[name, short] as const];
    tooLong.push({ name, bytes, maxBytes });
    return [];
  });
  return { outputs: Object.fromEntries(fitting), tooLong };
}

function bytesOf(value: Value): number {
  return Buffer.byteLength(typeof value === 'object' ? value.join('\n') : String(value ?? ''));
}
