import type { Certificate, Report, RequestDetails, RequestPage, Role, State, User } from './types.ts';

/** An answer other than success, in words for the user. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The clinic's API. Every call rejects with an ApiError when it is refused, or when the API cannot be reached (status 0). */
export interface Api {
  /** Who is signed in, if anybody. */
  session(): Promise<User | null>;
  signIn(email: string, password: string): Promise<User>;
  signOut(): Promise<void>;
  users(role: Role): Promise<readonly User[]>;
  requests(filter: { readonly state: State | null; readonly before: number | null }): Promise<RequestPage>;
  request(id: number): Promise<RequestDetails>;
  register(details: {
    readonly patient: string;
    readonly certificate: Certificate;
    readonly notes: string;
  }): Promise<RequestDetails>;
  move(
    id: number,
    step: { readonly to: State; readonly assignee?: number; readonly reason: string },
  ): Promise<RequestDetails>;
  override(id: number, step: { readonly to: State; readonly reason: string }): Promise<RequestDetails>;
  upload(id: number, file: File): Promise<void>;
  report(): Promise<Report>;
  fileUrl(requestId: number, fileId: number): string;
  readonly csvUrl: string;
}

/** Talks to the API at this URL; the browser keeps the session's cookie. */
export function createApi(apiUrl: string): Api {
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const init: RequestInit = { method, credentials: 'include' };
    if (body instanceof FormData) init.body = body;
    else if (body) Object.assign(init, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    const response = await fetch(apiUrl + path, init).catch(() => {
      throw new ApiError(0, 'The clinic cannot be reached. Check your connection and try again.');
    });
    if (!response.ok) throw new ApiError(response.status, await messageOf(response));
    return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  };
  return {
    session: async () => (await call<{ user: User | null }>('GET', '/session')).user,
    signIn: async (email, password) => (await call<{ user: User }>('POST', '/session', { email, password })).user,
    signOut: () => call('DELETE', '/session'),
    users: async (role) => (await call<{ users: readonly User[] }>('GET', `/users?role=${role}`)).users,
    requests: ({ state, before }) => call('GET', `/requests?state=${state ?? ''}&before=${before ?? ''}`),
    request: (id) => call('GET', `/requests/${id}`),
    register: (details) => call('POST', '/requests', details),
    move: (id, step) => call('POST', `/requests/${id}/moves`, step),
    override: (id, step) => call('POST', `/requests/${id}/override`, step),
    upload: async (id, file) => {
      const form = new FormData();
      form.append('file', file);
      await call('POST', `/requests/${id}/files`, form);
    },
    report: () => call('GET', '/reports'),
    fileUrl: (requestId, fileId) => `${apiUrl}/requests/${requestId}/files/${fileId}`,
    csvUrl: `${apiUrl}/reports/requests.csv`,
  };
}

async function messageOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => ({}))) as { error?: { message?: string } };
  return body.error?.message ?? `The clinic answered ${response.status}. Try again in a moment.`;
}
