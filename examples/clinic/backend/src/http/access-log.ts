/** Writes one line of JSON for each request: what was asked and how it ended, never a body, a cookie or a query. */
export function logged(
  handle: (request: Request) => Promise<Response>,
  write: (line: string) => void,
  now: () => Date,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const started = now().getTime();
    const response = await handle(request);
    const { pathname } = new URL(request.url);
    write(
      JSON.stringify({
        method: request.method,
        path: pathname,
        status: response.status,
        ms: now().getTime() - started,
      }),
    );
    return response;
  };
}
