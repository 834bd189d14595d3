/** An answer that is no success, with GitHub's message. */
export interface Refusal {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
}

/** The answer in an error of Octokit's; undefined where no answer arrived. */
export function refusalIn(error: Error): Refusal | undefined {
  const { response } = error as { readonly response?: Omit<Refusal, 'message'> & { readonly data: unknown } };
  return response && { status: response.status, headers: response.headers, message: messageIn(response.data) };
}

const maxCharacters = 2_000;

/** GitHub's message. The HTML of a proxy is not shown. */
function messageIn(data: unknown): string {
  const { message, errors } = (data ?? {}) as { readonly message?: unknown; readonly errors?: unknown };
  const details = Array.isArray(errors) ? errors.map((error) => JSON.stringify(error)).join(', ') : '';
  const parts = [typeof message === 'string' ? message.replace(/\.$/, '') : '', details];
  return parts
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, maxCharacters);
}
