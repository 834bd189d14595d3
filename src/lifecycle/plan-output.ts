import { abridged } from '../domain/abridged-plan.ts';
import { canonicalPieces, type Plan } from '../domain/plan.ts';
import { fingerprintOf } from './fingerprint.ts';

/** In UTF-8: three plans must fit into one input (see the bounds of outputs). */
const maxOutputBytes = 40_000;

/** A plan's canonical JSON, abridged where the step that gets it could not be started; undefined where even that is too long. */
export function planOutput(plan: Plan): string | undefined {
  const whole = shortText(plan);
  if (whole !== undefined) return whole;
  // What is abridged is counted in characters, which may have three bytes.
  const sizes = [maxOutputBytes / 2, maxOutputBytes / 6];
  for (const size of sizes) {
    const short = shortText(abridged(plan, fingerprintOf(plan), size));
    if (short !== undefined) return short;
  }
  return undefined;
}

function shortText(plan: Plan): string | undefined {
  let text = '';
  for (const piece of canonicalPieces(plan)) {
    text += piece;
    if (text.length > maxOutputBytes) return undefined;
  }
  return Buffer.byteLength(text) > maxOutputBytes ? undefined : text;
}
