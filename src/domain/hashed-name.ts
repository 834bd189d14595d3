/**
 * Whether a file name carries a hash of its content, as bundlers write it: eight characters of base64url or base32, or 8
 * to 64 of hex, before the endings. To take a plain name for a hashed one would freeze it for a year, so a word of eight
 * letters does not count; in code, which is the bundler's, one with capitals does.
 */
export function isHashedName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const [, hash = ''] = /(?:^|[-._])([\w-]{8}|[0-9a-f]{9,64})(?:\.[A-Za-z]\w*){1,3}$/.exec(name) ?? [];
  const isCode = /\.(m?js|css)(\.map)?$/.test(name);
  return (/\d/.test(hash) && /[A-Za-z]/.test(hash)) || (isCode && /[A-Z]/.test(hash));
}
