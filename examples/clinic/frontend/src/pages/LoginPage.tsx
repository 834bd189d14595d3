import { type FormEvent, useId } from 'react';
import { Logo } from '../parts/Logo.tsx';
import { Problem } from '../parts/Problem.tsx';
import { useSession } from '../session.tsx';
import { useAction } from '../use-loaded.ts';

export function LoginPage({ hint }: { readonly hint: string }) {
  const { signIn } = useSession();
  const { busy, problem, run } = useAction();
  const [email, password] = [useId(), useId()];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    run(() => signIn(String(form.get('email')), String(form.get('password'))));
  };
  return (
    <main className="login">
      <title>Sign in · Clínica Aurora</title>
      <form className="card form" onSubmit={submit}>
        <div className="login-brand">
          <Logo />
          <div>
            <h1>Clínica Aurora</h1>
            <p className="soft">Certificate requests</p>
          </div>
        </div>
        <label htmlFor={email}>Email</label>
        <input id={email} name="email" type="email" autoComplete="username" required />
        <label htmlFor={password}>Password</label>
        <input id={password} name="password" type="password" autoComplete="current-password" required />
        <Problem message={problem} />
        <button type="submit" disabled={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </button>
        {hint && <p className="hint">{hint}</p>}
      </form>
    </main>
  );
}
