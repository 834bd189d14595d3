/** The compiler proves that this is never reached for what the SDK knows; a service may know more by then. */
export function unknownStatus(service: string, answer: never): never {
  throw new Error(`${service} answered what this version does not know: ${String(answer)}`);
}
