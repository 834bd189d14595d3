import { abridged } from '../domain/abridged-plan.ts';
import { canonicalPieces, type Plan } from '../domain/plan.ts';
import { fingerprintOf } from './fingerprint.ts';

/**
 * A step gets each input as a variable, and Linux starts no process with one above 128 KiB (MAX_ARG_STRLEN): several plans
 * must fit in one. https://man7.org/linux/man-pages/man2/execve.2.html
 */
const maxOutputCharacters = 40_000;

/** A plan's canonical JSON, abridged where the step that gets it could not be started; undefined where even that is too long. */
export function planOutput(plan: Plan): string | undefined {
  const whole = shortText(plan);
  if (whole !== undefined) return whole;
  return shortText(abridged(plan, fingerprintOf(plan), maxOutputCharacters / 2));
}

function shortText(plan: Plan): string | undefined {
  let text = '';
  for (const piece of canonicalPieces(plan)) {
    text += piece;
    if (text.length > maxOutputCharacters) return undefined;
  }
  return text;
}
