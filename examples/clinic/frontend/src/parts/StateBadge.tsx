import type { State } from '../api/types.ts';
import { stateNames } from '../words.ts';

export function StateBadge({ state }: { readonly state: State }) {
  return <span className={`badge badge-${state}`}>{stateNames[state]}</span>;
}
