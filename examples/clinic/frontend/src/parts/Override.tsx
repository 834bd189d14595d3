import { type FormEvent, useId } from 'react';
import { type RequestDetails, type State, states } from '../api/types.ts';
import { useSignedIn } from '../session.tsx';
import { useAction } from '../use-loaded.ts';
import { stateNames } from '../words.ts';
import { Problem } from './Problem.tsx';

/** An administrator's way around the state table: any state, with a reason that the history keeps. */
export function Override({
  request,
  onChange,
}: {
  readonly request: RequestDetails;
  readonly onChange: (request: RequestDetails) => void;
}) {
  const { api } = useSignedIn();
  const { busy, problem, run } = useAction();
  const [state, reason] = [useId(), useId()];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const to = form.get('to') as State;
    run(async () => onChange(await api.override(request.id, { to, reason: String(form.get('reason')) })));
  };
  return (
    <details className="card">
      <summary>Administrator’s override</summary>
      <form className="form" onSubmit={submit}>
        <label htmlFor={state}>New state</label>
        <select id={state} name="to">
          {states
            .filter((candidate) => candidate !== request.state)
            .map((candidate) => (
              <option key={candidate} value={candidate}>
                {stateNames[candidate]}
              </option>
            ))}
        </select>
        <label htmlFor={reason}>Reason</label>
        <input id={reason} name="reason" required maxLength={500} />
        <Problem message={problem} />
        <button type="submit" className="danger" disabled={busy}>
          Override
        </button>
      </form>
    </details>
  );
}
