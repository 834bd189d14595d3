import { type ChangeEvent, useId } from 'react';
import type { RequestDetails } from '../api/types.ts';
import { useSignedIn } from '../session.tsx';
import { useAction } from '../use-loaded.ts';
import { fileSize, moment } from '../words.ts';
import { Problem } from './Problem.tsx';

/** The files of a request, and a way to add one. */
export function Files({
  request,
  onChange,
}: {
  readonly request: RequestDetails;
  readonly onChange: (request: RequestDetails) => void;
}) {
  const { api } = useSignedIn();
  const { busy, problem, run } = useAction();
  const input = useId();
  const upload = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (!file) return;
    run(async () => {
      await api.upload(request.id, file);
      onChange(await api.request(request.id));
    });
  };
  return (
    <section className="card" aria-labelledby="files">
      <h2 id="files">Files</h2>
      {request.files.length === 0 && <p className="soft">No files yet.</p>}
      <ul className="files">
        {request.files.map((file) => (
          <li key={file.id}>
            <a href={api.fileUrl(request.id, file.id)}>{file.name}</a>
            <span className="soft">
              {fileSize(file.sizeBytes)} · {file.uploadedBy} · {moment(file.uploadedAt)}
            </span>
          </li>
        ))}
      </ul>
      <Problem message={problem} />
      {request.mayUpload && (
        <label htmlFor={input} className="button upload" aria-busy={busy}>
          {busy ? 'Uploading…' : 'Add a file'}
          <input id={input} type="file" className="visually-hidden" disabled={busy} onChange={upload} />
        </label>
      )}
    </section>
  );
}
