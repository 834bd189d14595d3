/**
 * Origins that a careless comparison lets in: any, one that starts or ends like ours, any subdomain, the same host without
 * TLS, one that fits where a dot stands for any character, and the one of local files.
 */
export function strangers(origin: string): readonly string[] {
  const url = URL.parse(origin);
  const others = ['https://evil.example', `${origin}.evil.example`, 'null'];
  if (!url || /^[\d.]+$|^\[|^localhost$/.test(url.hostname)) return others;
  const at = (host: string, protocol = url.protocol) => `${protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`;
  const dots = url.hostname.split('.').length - 1;
  return [
    ...others,
    at(`evil${url.hostname}`),
    at(`evil.${url.hostname}`),
    ...(url.protocol === 'https:' ? [at(url.hostname, 'http:')] : []),
    ...(dots > 1 ? [at(url.hostname.replace('.', 'x'))] : []),
  ];
}
