import { type State, states } from '../api/types.ts';
import { stateNames } from '../words.ts';

const way = states.filter((state) => state !== 'cancelled');

/** How far a request has come on its ordinary way. */
export function Progress({ state }: { readonly state: State }) {
  if (state === 'cancelled') return null;
  const reached = way.indexOf(state);
  return (
    <ol className="progress" aria-label="Progress">
      {way.map((step, index) => (
        <li
          key={step}
          className={index <= reached ? 'reached' : ''}
          aria-current={index === reached ? 'step' : undefined}
        >
          <span>{stateNames[step]}</span>
        </li>
      ))}
    </ol>
  );
}
