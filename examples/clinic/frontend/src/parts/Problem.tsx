/** Why something did not work; read out as soon as it appears. */
export function Problem({ message }: { readonly message: string | null }) {
  return (
    <div role="alert" className={message ? 'problem' : 'no-problem'}>
      {message}
    </div>
  );
}
