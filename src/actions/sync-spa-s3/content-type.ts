import mime from 'mime';

/** Where the web's practice differs from the table of the package, which is mime-db's. */
const exceptions: Readonly<Record<string, string>> = {
  // For browsers; the table has Node.js's own type.
  cjs: 'text/javascript',
  // Every browser knows it, and caches and proxies know it longer: https://developer.mozilla.org/docs/Web/HTTP/Guides/MIME_types/Common_types
  ico: 'image/x-icon',
  // https://wicg.github.io/import-maps/#integration-html-mime
  importmap: 'application/importmap+json',
};

/** Files without an ending, by the name that a standard gives them: https://www.iana.org/assignments/well-known-uris */
const withoutEnding: Readonly<Record<string, string>> = {
  'apple-app-site-association': 'application/json',
  nodeinfo: 'application/json',
  'oauth-authorization-server': 'application/json',
  'oauth-protected-resource': 'application/json',
  'openid-configuration': 'application/json',
  'openid-federation': 'application/entity-statement+jwt',
  'host-meta': 'application/xrd+xml',
  'traffic-advice': 'application/trafficadvice+json',
  webfinger: 'application/jrd+json',
  'matrix/client': 'application/json',
  'matrix/server': 'application/json',
};

const bytes = 'application/octet-stream';

/** The Content-Type of a file of a site, with charset for text; unknown endings are bytes. */
export function contentTypeOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
  const type =
    ending === '' ? typeWithoutEnding(path, name) : (own(exceptions, ending) ?? mime.getType(ending) ?? bytes);
  return isText(type) ? `${type}; charset=utf-8` : type;
}

function typeWithoutEnding(path: string, name: string): string {
  const folder = '/.well-known/';
  const at = `/${path}`.lastIndexOf(folder);
  if (at < 0) return name === 'apple-app-site-association' ? 'application/json' : bytes;
  // Proofs that one owns the domain, such as ACME's.
  return own(withoutEnding, path.slice(at + folder.length - 1)) ?? 'text/plain';
}

function own(types: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(types, name) ? types[name] : undefined;
}

/** What has no byte order mark or declaration of its own that everybody reads, SVG having one. */
function isText(type: string): boolean {
  return /^text\/|^application\/(?:json|xml|javascript|toml|sql)$|^application\/.+\+(?:json|xml)$/.test(type);
}
