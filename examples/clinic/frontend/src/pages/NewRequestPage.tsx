import { type FormEvent, useId } from 'react';
import { type Certificate, certificates } from '../api/types.ts';
import { Problem } from '../parts/Problem.tsx';
import { Title } from '../parts/Title.tsx';
import { navigate } from '../routing/location.tsx';
import { useSignedIn } from '../session.tsx';
import { useAction } from '../use-loaded.ts';
import { certificateNames } from '../words.ts';

export function NewRequestPage() {
  const { api } = useSignedIn();
  const { busy, problem, run } = useAction();
  const [patient, certificate, notes] = [useId(), useId(), useId()];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    run(async () => {
      const request = await api.register({
        patient: String(form.get('patient')),
        certificate: form.get('certificate') as Certificate,
        notes: String(form.get('notes')),
      });
      navigate(`/requests/${request.id}`);
    });
  };
  return (
    <div className="narrow">
      <Title text="New request" />
      <form className="card form" onSubmit={submit}>
        <label htmlFor={patient}>Patient</label>
        <input id={patient} name="patient" required maxLength={120} autoComplete="off" />
        <label htmlFor={certificate}>Certificate</label>
        <select id={certificate} name="certificate">
          {certificates.map((candidate) => (
            <option key={candidate} value={candidate}>
              {certificateNames[candidate]}
            </option>
          ))}
        </select>
        <label htmlFor={notes}>
          Notes <span className="soft">(optional)</span>
        </label>
        <textarea id={notes} name="notes" rows={4} maxLength={2000} />
        <Problem message={problem} />
        <button type="submit" disabled={busy}>
          Register
        </button>
      </form>
    </div>
  );
}
