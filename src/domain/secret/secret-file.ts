/** Files that hold credentials, by their path: none of them may reach a visitor or a server. */
const secretFiles: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)\.git(?:\/|$)/i, 'belongs to the repository'],
  [/(?:^|\/)\.env(?:\.[\w.-]+)?$/i, 'may hold secrets'],
  [/(?:^|\/)\.envrc$/i, 'may hold secrets'],
  [/(?:^|\/)\.(?:aws|ssh|gnupg|kube|azure)(?:\/|$)/i, 'may hold credentials'],
  [/(?:^|\/)\.config\/(?:gcloud|gh|doctl|heroku)(?:\/|$)/i, 'may hold credentials'],
  [/(?:^|\/)application_default_credentials\.json$/i, 'holds credentials'],
  [/(?:^|\/)(?:\.docker\/config\.json|\.dockercfg)$/i, 'may hold registry passwords'],
  [/(?:^|\/)gha-creds-[\w-]+\.json$/i, 'holds credentials of a job'],
  [
    /(?:^|\/)\.(?:netrc|pgpass|my\.cnf|mylogin\.cnf|git-credentials|pypirc|htpasswd|s3cfg|boto|vault-token)$/i,
    'may hold passwords',
  ],
  [/(?:^|\/)\.(?:cargo\/credentials(?:\.toml)?|gem\/credentials|terraformrc)$/i, 'may hold tokens of a registry'],
  [/(?:^|\/)\.(?:bash|zsh|sh|psql|mysql|python|node_repl|irb)_history$/i, 'may hold what somebody typed'],
  [/(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/i, 'is a private key'],
  [/\.(?:p12|pfx|jks|keystore|ppk|kdbx)$/i, 'is a key store'],
  [/\.tfstate(?:\.backup)?$/i, 'holds secrets in clear text'],
];

const keyNames = {
  test: (path: string) =>
    /\.json$/i.test(path) && /key|credential|secret|account|firebase|google|gcp|admin|-[0-9a-f]{12}/i.test(path),
};

/** Files that may be harmless: what stands in them decides. Placeholders such as `${NPM_TOKEN}` are no secrets. */
const byContent: readonly (readonly [path: Pick<RegExp, 'test'>, content: RegExp, problem: string])[] = [
  [/(?:^|\/)\.npmrc$/i, /(?:_authToken|_auth|_password)[ \t]*=[ \t]*["']?[^\s"'$]/i, 'holds a token of a registry'],
  [/(?:^|\/)\.yarnrc\.yml$/i, /npmAuth(?:Token|Ident)["']?:[ \t]*["']?[^\s"'$]/, 'holds a token of a registry'],
  [/(?:^|\/)pip\.(?:conf|ini)$/i, /:\/\/[^\s:/@]{0,256}:[^\s/@$]/, 'holds a password'],
  [
    /(?:^|\/)auth\.json$/i,
    /"(?:http-basic|bearer|github-oauth|gitlab-token)"\s{0,99}:\s{0,99}\{\s{0,99}"/,
    'holds tokens',
  ],
  [/(?:^|\/)\.m2\/settings\.xml$/i, /<password>\s{0,99}[^\s<${]/i, 'holds a password'],
  [/\.(?:pem|key|crt|cer)$/i, /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/, 'holds a private key'],
  // The console names such a key after the project and the beginning of its id.
  [
    keyNames,
    /"private_key"\s{0,99}:\s{0,99}"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/,
    'holds the key of a service account',
  ],
];

/** Templates of .env files, made to be shown. */
const templates = /(?:^|\/)\.env\.(?:[\w-]+\.)?(?:example|sample|template|dist|defaults)$/i;

/** Why a file must not leave the repository; undefined where nothing speaks against it. `path` is relative, with `/`. */
export function secretFileProblem(path: string): string | undefined {
  if (templates.test(path)) return undefined;
  return secretFiles.find(([pattern]) => pattern.test(path))?.[1];
}

/** What is looked at of a file whose content decides; longer ones are no files of settings. In bytes. */
const maxSecretFileBytes = 64 * 1_024;

/** Whether the content of a file decides if it may leave the repository; the size may be unknown. */
export function mayHoldSecret(path: string, bytes = 0): boolean {
  return bytes <= maxSecretFileBytes && byContent.some(([pattern]) => pattern.test(path));
}

/** Why a file must not leave the repository, by what stands in it. */
export function secretContentProblem(path: string, content: string): string | undefined {
  return byContent.find(([pattern, secret]) => pattern.test(path) && secret.test(content))?.[2];
}
