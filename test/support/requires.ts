import { describe, test } from '@jest/globals';
import { available, type Need } from './machine.ts';

export { available, type Need };

/**
 * A `describe` whose needs are checked first. A missing one skips the suite and puts the reason into its title;
 * a missing one that the variable REQUIRE names (a comma list) is a failing test instead.
 */
export function describeWith(needs: Need | readonly Need[], title: string, body: () => void): void {
  const missing = [needs].flat().flatMap((need) => {
    const found = available(need);
    return found.met ? [] : [{ need, reason: found.reason }];
  });
  if (missing.length === 0) return describe(title, body);
  const reasons = missing.map(({ need, reason }) => `${need}: ${reason}`).join('; ');
  if (!missing.some(({ need }) => isRequired(need))) return describe.skip(`${title} [skipped: ${reasons}]`, body);
  describe(title, () => {
    test('finds what it requires', () => {
      throw new Error(`REQUIRE=${process.env.REQUIRE} asks for what this machine does not have: ${reasons}`);
    });
  });
}

/** Whether REQUIRE names a need, or what a suite brings for itself. */
export function isRequired(need: string): boolean {
  return (process.env.REQUIRE ?? '').split(',').some((name) => name.trim() === need);
}
