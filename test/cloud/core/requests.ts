/** One call as the cloud saw it, for tests to look at and for the demo's report. */
export interface RecordedRequest {
  readonly at: Date;
  readonly service: string;
  readonly operation: string;
  readonly accountId: string;
  readonly region: string;
  readonly callerArn: string;
  readonly method: string;
  readonly path: string;
  readonly input: unknown;
  readonly userAgent: string;
  /** HTTP status; 0 when the connection was cut. */
  readonly status: number;
  readonly errorCode?: string;
}

/** Which requests to look at: each given member must be equal. */
export type RequestFilter = Partial<Omit<RecordedRequest, 'at' | 'input'>>;

export interface RecordedRequests {
  record(request: RecordedRequest): void;
  /** In the order in which they were answered. */
  all(filter?: RequestFilter): readonly RecordedRequest[];
  /** `s3:PutObject` for each request, in order. */
  names(filter?: RequestFilter): readonly string[];
  clear(): void;
}

const longestString = 16_384;

/** Keeps every request, but no member longer than 16 KiB: a layer sent as base64 would fill the memory. */
export function recordedRequests(): RecordedRequests {
  let requests: RecordedRequest[] = [];
  const all = (filter: RequestFilter = {}) => {
    const wanted = Object.entries(filter) as [keyof RequestFilter, unknown][];
    return requests.filter((request) => wanted.every(([name, value]) => request[name] === value));
  };
  return {
    record: (request) => void requests.push({ ...request, input: shortened(request.input) }),
    all,
    names: (filter) => all(filter).map(({ service, operation }) => `${service}:${operation}`),
    clear: () => {
      requests = [];
    },
  };
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string' && value.length > longestString)
    return `${value.slice(0, 64)}… (${value.length} characters)`;
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, shortened(child)]));
}
