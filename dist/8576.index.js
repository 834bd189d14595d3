export const id = 8576;
export const ids = [8576,2384];
export const modules = {

/***/ 62433:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $M: () => (/* binding */ parseRepositoryName),
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Bv: () => (/* binding */ ecrRegistryOf),
/* harmony export */   ED: () => (/* binding */ parseTag),
/* harmony export */   _p: () => (/* binding */ parseRepositoryUri),
/* harmony export */   g_: () => (/* binding */ repositoryText),
/* harmony export */   n5: () => (/* binding */ referenceText),
/* harmony export */   o_: () => (/* binding */ parseImageReference)
/* harmony export */ });
const component = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*';
const repositoryPattern = new RegExp(`^${component}(?:/${component})*$`);
const hostPattern = /^(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d+)?$|^localhost:\d+$|^[A-Za-z0-9-]+:\d+$/;
const ecrHostPattern = /^(\d{12})\.dkr(?:\.ecr|-ecr)(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)$/;
function parseImageReference(text) {
    const at = text.indexOf('@');
    const [name, digest] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
    const colon = name.indexOf(':', name.lastIndexOf('/'));
    const tag = colon < 0 ? undefined : name.slice(colon + 1);
    const uri = parseRepositoryUri(colon < 0 ? name : name.slice(0, colon));
    if (!uri.ok)
        return uri;
    if (digest !== undefined && !isDigest(digest))
        return { ok: false, reason: 'behind its @ there is no digest (sha256: and 64 hex digits)' };
    if (tag !== undefined && !isTag(tag))
        return { ok: false, reason: `"${tag}" is no tag` };
    if (tag === undefined && digest === undefined)
        return { ok: false, reason: 'it has neither a digest nor a tag' };
    return { ok: true, value: { ...uri.value, ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) } };
}
function parseRepositoryUri(text) {
    const slash = text.indexOf('/');
    const [host, repository] = [text.slice(0, slash), text.slice(slash + 1)];
    if (slash < 0 || !hostPattern.test(host))
        return { ok: false, reason: 'it does not begin with the host of a registry' };
    const name = parseRepositoryName(repository);
    return name.ok ? { ok: true, value: { host, repository } } : name;
}
function parseRepositoryName(text) {
    if (text.length < 2 || text.length > 256)
        return { ok: false, reason: 'a repository name has 2 to 256 characters' };
    return repositoryPattern.test(text)
        ? { ok: true, value: text }
        : { ok: false, reason: 'a repository name holds lower-case letters, digits and single . _ - / between them' };
}
function parseTag(text) {
    return isTag(text)
        ? { ok: true, value: text }
        : {
            ok: false,
            reason: 'a tag holds up to 128 letters, digits and . _ - and begins with a letter, a digit or _',
        };
}
function ecrRegistryOf(host) {
    const [, accountId, region] = ecrHostPattern.exec(host) ?? [];
    return accountId && region ? { accountId, region } : undefined;
}
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
function isTag(text) {
    return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(text);
}
function repositoryText({ host, repository }) {
    return `${host}/${repository}`;
}
function referenceText({ host, repository, tag, digest }) {
    return `${repositoryText({ host, repository })}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}


/***/ }),

/***/ 12384:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ defineAction)
/* harmony export */ });
function defineAction(action) {
    return action;
}


/***/ })

};
