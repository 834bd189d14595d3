/** What tells whether a statement took effect whose answer was never read. */
export type StatementEffect =
  /** It comes to the same when it is run again. */
  | { readonly kind: 'repeatable' }
  /** A condition in SQL that the statement makes true. */
  | { readonly kind: 'visible'; readonly condition: string }
  | { readonly kind: 'unseen' };

export const repeatable: StatementEffect = { kind: 'repeatable' };
export const unseen: StatementEffect = { kind: 'unseen' };

export function visible(condition: string): StatementEffect {
  return { kind: 'visible', condition };
}

/** Of the statement that undoes another. */
export function negated(effect: StatementEffect): StatementEffect {
  return effect.kind === 'visible' ? visible(`NOT ${effect.condition}`) : effect;
}
