/** The message of whatever was thrown; without `instanceof`, as Node's own errors are of another realm under jest. */
export function errorMessage(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
