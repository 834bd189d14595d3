/** Files that hold credentials, by their path: none of them may reach a visitor or a server. */
const secretFiles: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)\.git(?:\/|$)/i, 'belongs to the repository'],
  [/(?:^|\/)\.env(?:\.[\w.-]+)?$/i, 'may hold secrets'],
  [/(?:^|\/)\.(?:aws|ssh|gnupg|kube|azure)(?:\/|$)/i, 'may hold credentials'],
  [/(?:^|\/)\.docker\/config\.json$/i, 'may hold registry passwords'],
  [/(?:^|\/)gha-creds-[\w-]+\.json$/i, 'holds credentials of a job'],
  [/(?:^|\/)\.(?:netrc|pgpass|my\.cnf|mylogin\.cnf|git-credentials|pypirc|htpasswd)$/i, 'may hold passwords'],
  [/(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/i, 'is a private key'],
  [/\.(?:p12|pfx|jks|keystore|ppk)$/i, 'is a key store'],
  [/\.tfstate(?:\.backup)?$/i, 'holds secrets in clear text'],
];

/** Templates of .env files, made to be shown. */
const templates = /(?:^|\/)\.env\.(?:[\w-]+\.)?(?:example|sample|template|dist|defaults)$/i;

/** Why a file must not leave the repository; undefined where nothing speaks against it. `path` is relative, with `/`. */
export function secretFileProblem(path: string): string | undefined {
  if (templates.test(path)) return undefined;
  return secretFiles.find(([pattern]) => pattern.test(path))?.[1];
}
