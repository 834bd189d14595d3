'use client';

export function Report({ id }) {
  return <h1>Report {id} of release one</h1>;
}
