/** An answer other than success that the caller can act on; every other error is a bug and answers 500. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The answer to an error: `{ error: { code, message } }`. */
export function problemResponse(error: unknown): Response {
  const problem =
    error instanceof HttpProblem
      ? error
      : new HttpProblem(500, 'internal', 'Something went wrong. Try again in a moment.');
  return Response.json(
    { error: { code: problem.code, message: problem.message } },
    { status: problem.status, headers: { ...problem.headers } },
  );
}

export const notFound = (what: string): HttpProblem => new HttpProblem(404, 'not-found', `There is no such ${what}.`);
export const forbidden = (message: string): HttpProblem => new HttpProblem(403, 'forbidden', message);
export const invalid = (message: string): HttpProblem => new HttpProblem(422, 'invalid', message);
export const conflict = (message: string): HttpProblem => new HttpProblem(409, 'conflict', message);
