import type { Context } from './context.ts';

const periodMilliseconds = 60_000;

/** A function that a wait calls each time it looks: it logs a line when none was logged for a minute. */
export function everyMinute(
  { clock, log }: Pick<Context, 'clock'> & { readonly log: Pick<Context['log'], 'info'> },
  line: (seconds: number) => string,
): () => void {
  const begun = clock.now().getTime();
  let told = begun;
  return () => {
    const now = clock.now().getTime();
    if (now - told < periodMilliseconds) return;
    told = now;
    log.info(line(Math.round((now - begun) / 1_000)));
  };
}
