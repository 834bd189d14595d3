import { type FormEvent, useCallback, useId, useState } from 'react';
import type { Move, RequestDetails, User } from '../api/types.ts';
import { useSignedIn } from '../session.tsx';
import { useAction, useLoaded } from '../use-loaded.ts';
import { roleNames, stepNames } from '../words.ts';
import { Problem } from './Problem.tsx';

/** The steps that the user may take with a request now. */
export function Moves({
  request,
  onChange,
}: {
  readonly request: RequestDetails;
  readonly onChange: (request: RequestDetails) => void;
}) {
  const [chosen, choose] = useState<Move | null>(null);
  if (request.moves.length === 0) return null;
  return (
    <section className="card" aria-labelledby="next">
      <h2 id="next">Next step</h2>
      <div className="choices">
        {request.moves.map((move) => (
          <button
            key={move.to}
            type="button"
            className={move.to === 'cancelled' ? 'danger' : ''}
            aria-expanded={chosen?.to === move.to}
            onClick={() => choose(chosen?.to === move.to ? null : move)}
          >
            {stepNames[move.to]}
          </button>
        ))}
      </div>
      {chosen && <MoveForm key={chosen.to} request={request} move={chosen} onChange={onChange} />}
    </section>
  );
}

interface MoveFormProps {
  readonly request: RequestDetails;
  readonly move: Move;
  readonly onChange: (request: RequestDetails) => void;
}

function MoveForm({ request, move, onChange }: MoveFormProps) {
  const { api } = useSignedIn();
  const { busy, problem, run } = useAction();
  const note = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const assignee = Number(form.get('assignee'));
    const reason = String(form.get('reason') ?? '');
    run(async () => onChange(await api.move(request.id, { to: move.to, reason, ...(assignee > 0 && { assignee }) })));
  };
  return (
    <form className="form" onSubmit={submit}>
      {move.assigns && <Assignee role={move.assigns} />}
      <label htmlFor={note}>
        Note <span className="soft">(optional)</span>
      </label>
      <input id={note} name="reason" maxLength={500} />
      <Problem message={problem} />
      <button type="submit" disabled={busy}>
        Confirm
      </button>
    </form>
  );
}

function Assignee({ role }: { readonly role: 'manager' | 'physician' }) {
  const { api } = useSignedIn();
  const id = useId();
  const [users] = useLoaded<readonly User[]>(useCallback(() => api.users(role), [api, role]));
  if (users.kind === 'failed') return <Problem message={users.message} />;
  return (
    <>
      <label htmlFor={id}>{roleNames[role]}</label>
      <select id={id} name="assignee" required disabled={users.kind === 'loading'}>
        {users.kind === 'loaded' &&
          users.value.map((user) => (
            <option key={user.id} value={user.id}>
              {user.name}
            </option>
          ))}
      </select>
    </>
  );
}
