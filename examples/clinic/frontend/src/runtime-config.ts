/** What differs between environments, read when the page loads, so that one build serves them all. */
export interface RuntimeConfig {
  /** Where the API is; empty for the host that the page came from. */
  readonly apiUrl: string;
  /** Shown on the sign-in page of a demonstration. */
  readonly demoHint: string;
}

/** Reads config.json beside the entry page; without one, the API is on the same host. A site's fallback page in its place counts as none. */
export async function loadRuntimeConfig(base = '/'): Promise<RuntimeConfig> {
  const response = await fetch(`${base}config.json`, { cache: 'no-cache' }).catch(() => undefined);
  const isJson = response?.ok && response.headers.get('content-type')?.includes('json');
  const values = isJson ? ((await response.json()) as Readonly<Record<string, string | undefined>>) : {};
  return { apiUrl: (values.API_URL ?? '').replace(/\/+$/, ''), demoHint: values.DEMO_HINT ?? '' };
}
