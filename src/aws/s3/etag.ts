/** An ETag without its quotes. */
export function unquoted(etag = ''): string {
  return ownText(etag.replaceAll('"', ''));
}

/** A text of its own: a slice keeps the whole answer that it was cut from in memory. */
export function ownText(slice: string): string {
  return Buffer.from(slice).toString();
}
