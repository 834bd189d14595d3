import type { ReactNode } from 'react';

/** A page's heading, which also names the browser's tab. */
export function Title({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div className="title">
      <title>{`${text} · Clínica Aurora`}</title>
      <h1>{text}</h1>
      {children}
    </div>
  );
}
