export const id = 8500;
export const ids = [8500];
export const modules = {

/***/ 98500:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gitHub: () => (/* binding */ gitHub)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./lib/github/event.js

async function triggeringPull(path) {
    if (!path)
        return undefined;
    const event = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    if (event.pull_request)
        return pullOf(event.pull_request);
    const { issue } = event;
    return issue?.pull_request ? { number: issue.number, isFork: false, headCommit: undefined } : undefined;
}
function pullOf({ number, head, base }) {
    return { number, isFork: head.repo?.full_name !== base.repo.full_name, headCommit: head.sha };
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./lib/github/rest/pace.js
const longestPauseMilliseconds = 120_000;
function limitPause({ status, headers, message }) {
    if (status !== 403 && status !== 429)
        return undefined;
    const retryAfter = headers['retry-after'];
    if (retryAfter !== undefined)
        return bounded(Number(retryAfter) * 1_000);
    if (headers['x-ratelimit-remaining'] === '0' && status === 403 && /rate limit/i.test(message))
        return bounded(Number(headers['x-ratelimit-reset']) * 1_000 - Date.now());
    return status === 429 || /secondary rate limit/i.test(message) ? 60_000 : undefined;
}
function otherPause(tried) {
    return 500 * 2 ** (tried - 1) * (0.5 + Math.random() / 2);
}
function bounded(milliseconds) {
    const pause = Number.isNaN(milliseconds) ? 60_000 : Math.max(1_000, milliseconds);
    return pause > longestPauseMilliseconds ? 'too long' : pause;
}

;// CONCATENATED MODULE: ./lib/github/rest/refusal.js
function refusalIn(error) {
    const { response } = error;
    return response && { status: response.status, headers: response.headers, message: messageIn(response.data) };
}
const maxCharacters = 2_000;
function messageIn(data) {
    const { message, errors } = (data ?? {});
    const details = Array.isArray(errors) ? errors.map((error) => JSON.stringify(error)).join(', ') : '';
    const parts = [typeof message === 'string' ? message.replace(/\.$/, '') : '', details];
    return parts
        .filter((part) => part !== '')
        .join(': ')
        .slice(0, maxCharacters);
}

;// CONCATENATED MODULE: ./lib/github/rest/retry.js



class RequestFailure extends Error {
    kind;
    tried;
    refusal;
    cause;
    constructor(kind, cause, tried) {
        super(cause.message);
        this.kind = kind;
        this.cause = cause;
        this.tried = tried;
        this.refusal = refusalIn(cause);
    }
}
const maxAttempts = 5;
function retrying(signal) {
    return async (send, options) => {
        for (let tried = 1;; tried++) {
            const answer = await attempt(async () => send(options), signal);
            if (!(answer instanceof Error))
                return answer;
            const refusal = refusalIn(answer);
            const pause = refusal && limitPause(refusal);
            if (pause === undefined && refusal && refusal.status < 500)
                throw new RequestFailure('refused', answer, tried);
            if (pause === undefined && !isRepeatable(options))
                throw new RequestFailure('unanswered', answer, tried);
            if (pause === 'too long' || tried === maxAttempts)
                throw new RequestFailure('exhausted', answer, tried);
            await (0,external_node_timers_promises_.setTimeout)(pause ?? otherPause(tried), undefined, { signal }).catch(() => {
                throw signal.reason;
            });
        }
    };
}
async function attempt(send, signal) {
    signal.throwIfAborted();
    try {
        const answer = await send();
        return typeof answer.data === 'string' && answer.status !== 204
            ? new Error('the answer ended early, or is no JSON')
            : answer;
    }
    catch (error) {
        if (signal.aborted)
            throw signal.reason;
        if (error instanceof Error && 'status' in error)
            return error;
        throw error;
    }
}
function isRepeatable({ method, request }) {
    return request?.repeatable ?? method !== 'POST';
}

;// CONCATENATED MODULE: ./lib/github/rest/explained.js


class Forbidden extends errors/* UserError */.yo {
}
class LostAnswer extends Error {
    name = 'LostAnswer';
}
async function explained(purpose, send) {
    try {
        return await send();
    }
    catch (error) {
        throw error instanceof RequestFailure ? explanation(error, purpose) : error;
    }
}
async function dataUnless(statuses, send) {
    try {
        return (await send()).data;
    }
    catch (error) {
        const isExpected = error instanceof RequestFailure && error.kind === 'refused';
        if (isExpected && statuses.includes(error.refusal?.status ?? 0))
            return undefined;
        throw error;
    }
}
function explanation({ kind, refusal, cause, tried }, purpose) {
    if (kind === 'unanswered')
        return new LostAnswer(purpose, { cause });
    return refusal ? refused(refusal, purpose) : unreachable(cause, purpose, tried);
}
function refused({ status, headers, message }, purpose) {
    const said = message === '' ? `HTTP ${status}` : `HTTP ${status}, ${message}`;
    const parts = { what: `${purpose} failed.`, why: `GitHub answered: ${said}.`, next: nextStep(status, headers) };
    return status === 403 ? new Forbidden(parts) : new errors/* UserError */.yo(parts);
}
function unreachable(error, purpose, tried) {
    const whole = error.cause instanceof Error ? error.cause : error;
    const cause = whole.cause instanceof Error ? `: ${(0,errors/* messageOf */.bD)(whole.cause)}` : '';
    return new errors/* UserError */.yo({
        what: `${purpose} failed, ${tried} times in a row.`,
        why: `GitHub gave no answer: ${whole.message}${cause}.`,
        next: 'Check the network between the runner and GitHub, then run the job again.',
    }, { cause: error });
}
function nextStep(status, headers) {
    if (status === 401)
        return "Check `github-token`. A job's own token ends with the job.";
    if (headers['x-ratelimit-remaining'] === '0' && (status === 403 || status === 429))
        return limitAdvice(headers);
    if (status === 403)
        return permissionAdvice(String(headers['x-accepted-github-permissions'] ?? ''));
    if (status === 404)
        return 'Check that it exists, and that the token can read it: GitHub hides everything else from it.';
    if (status >= 500)
        return 'GitHub has a problem (https://www.githubstatus.com). Run the job again later.';
    return undefined;
}
function limitAdvice(headers) {
    const reset = Number(headers['x-ratelimit-reset']) * 1_000;
    const when = reset > 0 ? ` after ${new Date(reset).toISOString()}` : ' later';
    return `The token has used up its requests of this hour. Run the job again${when}.`;
}
function permissionAdvice(accepted) {
    const wanted = accepted
        .split(';')
        .map((all) => all.trim().replaceAll('_', '-').replaceAll('=', ': ').replaceAll(',', ', '))
        .filter((all) => all !== '' && !all.includes('metadata'))
        .map((all) => `\`${all}\``);
    const needed = wanted.length > 0 ? wanted.join(' or ') : 'a permission that it lacks';
    return `The token needs ${needed}: add it to the job's \`permissions\`, and to those of a calling workflow. The tokens of forks and of Dependabot are read-only.`;
}

// EXTERNAL MODULE: ./lib/node_modules/@actions/github/lib/utils.js + 23 modules
var utils = __webpack_require__(38131);
;// CONCATENATED MODULE: ./lib/github/rest/octokit.js


const attemptMilliseconds = 30_000;
function octokitFor(api, signal) {
    const octokit = new utils/* GitHub */.gq((0,utils/* getOctokitOptions */.EG)(api.token, {
        ...{ baseUrl: api.url.replace(/\/$/, ''), userAgent: 'aws-webapp-actions', log: silent },
        authStrategy: () => bearer(api.token),
        request: { fetch: fetchWithin(signal), log: silent },
    }));
    octokit.hook.wrap('request', retrying(signal));
    octokit.hook.before('request', (options) => {
        options.url = literalUrl(options.url, api.url);
        options.headers.accept = 'application/vnd.github+json';
        options.headers['x-github-api-version'] = '2022-11-28';
    });
    return octokit;
}
const silent = { debug: () => { }, info: () => { }, warn: () => { }, error: () => { } };
function bearer(token) {
    return {
        hook: (send, options) => send({ ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } }),
    };
}
function fetchWithin(signal) {
    return (url, init) => fetch(url, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(attemptMilliseconds)]) });
}
function literalUrl(url, apiUrl) {
    if (!/^https?:/.test(url))
        return url;
    const { origin, pathname, search } = new URL(url);
    if (origin !== new URL(apiUrl).origin)
        throw new Error(`${url} is not GitHub's`);
    return origin + `${pathname}${search}`.replace(/[:{}]/g, encodeURIComponent);
}

;// CONCATENATED MODULE: ./lib/github/id-token.js



async function idToken(environment, audience, signal) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = environment;
    if (!address || !token)
        return undefined;
    const url = new URL(address);
    url.searchParams.set('audience', audience);
    const purpose = "Asking for the job's OIDC token";
    const octokit = octokitFor({ url: url.origin, token }, signal);
    const { data } = await explained(purpose, () => octokit.request({ method: 'GET', url: url.href }));
    const { value } = (data ?? {});
    if (typeof value === 'string')
        return value;
    throw new errors/* UserError */.yo({ what: `${purpose} failed.`, why: 'The answer holds none.', next: 'Run the job again.' });
}

;// CONCATENATED MODULE: ./lib/github/rest/created-once.js


const created_once_maxAttempts = 3;
async function createdOnce(create, find) {
    for (let tried = 1;; tried++) {
        try {
            return await create();
        }
        catch (error) {
            if (!(error instanceof LostAnswer))
                throw error;
            const found = await find();
            if (found !== undefined)
                return found;
            if (tried === created_once_maxAttempts)
                throw noAnswer(error);
        }
    }
}
function noAnswer(error) {
    return new errors/* UserError */.yo({
        what: `${error.message} failed, ${created_once_maxAttempts} times in a row.`,
        why: 'GitHub failed or gave no answer, and nothing was created.',
        next: 'Check https://www.githubstatus.com, and run the job again.',
    }, { cause: error.cause });
}

;// CONCATENATED MODULE: ./lib/github/rest/pages.js


const maxPages = 100;
const fullPages = { per_page: 100 };
async function* rowsOf(pages, purpose) {
    const iterator = pages[Symbol.asyncIterator]();
    for (let read = 0; read < maxPages; read++) {
        const page = await explained(purpose, () => iterator.next());
        if (page.done)
            return;
        yield* page.value.data;
    }
    throw new errors/* UserError */.yo({
        what: `${purpose} was stopped after ${maxPages} pages.`,
        why: 'The list is longer than this action reads.',
        next: 'Delete old entries, or select one by its id.',
    });
}
async function allRows(pages, purpose) {
    const rows = [];
    for await (const row of rowsOf(pages, purpose))
        rows.push(row);
    return rows;
}

;// CONCATENATED MODULE: ./lib/github/comments.js



function commentReader({ octokit, at }, token) {
    return {
        comments: (issue) => unlessForbidden(async () => {
            const request = { ...at, issue_number: issue, ...fullPages };
            const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, request);
            return (await allRows(pages, `Reading the comments on #${issue}`)).map(commentOf);
        }),
        async tokenOwner() {
            if (token.startsWith('ghs_'))
                return 'a bot';
            const owner = await explained('Reading the owner of the token', () => dataUnless([403, 404], () => octokit.rest.users.getAuthenticated()));
            return owner ? { login: owner.login } : 'a bot';
        },
    };
}
function commentWriter({ octokit, at }, reader) {
    const { createComment, updateComment, deleteComment } = octokit.rest.issues;
    return {
        createComment(issue, body) {
            const create = () => createComment({ ...at, issue_number: issue, body });
            return unlessForbidden(() => createdOnce(async () => written((await explained(`Commenting on #${issue}`, create)).data), async () => withBody(await reader.comments(issue), body)));
        },
        updateComment: (id, body) => unlessForbidden(async () => {
            const updated = await explained(`Updating the comment ${id}`, () => dataUnless([404], () => updateComment({ ...at, comment_id: id, body })));
            return updated ? written(updated) : 'gone';
        }),
        async deleteComment(id) {
            await explained(`Deleting the comment ${id}`, () => dataUnless([404], () => deleteComment({ ...at, comment_id: id })));
        },
    };
}
async function unlessForbidden(body) {
    try {
        return await body();
    }
    catch (error) {
        if (error instanceof Forbidden)
            return { refused: error.message };
        throw error;
    }
}
function withBody(comments, body) {
    return 'refused' in comments ? undefined : comments.find((comment) => comment.body === body);
}
function written({ id, html_url }) {
    return { id, url: html_url };
}
function commentOf({ id, body = '', html_url, user }) {
    return { id, body, url: html_url, author: { login: user?.login ?? '', isBot: user?.type === 'Bot' } };
}

// EXTERNAL MODULE: ./lib/domain/json.js
var json = __webpack_require__(77708);
;// CONCATENATED MODULE: ./lib/github/deployments.js




function deploymentReader({ octokit, at }) {
    const { listDeployments, listDeploymentStatuses, getDeployment } = octokit.rest.repos;
    return {
        async *deployments({ environment, task }) {
            const pages = octokit.paginate.iterator(listDeployments, { ...at, environment, task, ...fullPages });
            for await (const row of rowsOf(pages, `Listing the deployments in ${environment}`))
                yield deploymentOf(row);
        },
        async deployment(id) {
            const found = await explained(`Reading the deployment ${id}`, () => dataUnless([404], () => getDeployment({ ...at, deployment_id: id })));
            return found && deploymentOf(found);
        },
        async deploymentStatuses(id) {
            const pages = octokit.paginate.iterator(listDeploymentStatuses, { ...at, deployment_id: id, ...fullPages });
            const rows = await allRows(pages, `Reading the statuses of the deployment ${id}`);
            return rows.toSorted((a, b) => b.id - a.id).map(statusOf);
        },
    };
}
function deploymentWriter({ octokit, at }, reader) {
    const { createDeployment, createDeploymentStatus } = octokit.rest.repos;
    return {
        createDeployment: (wanted) => createdOnce(async () => {
            const { commit, environment, task, payload } = wanted;
            const deployment = { ref: commit, environment, task, auto_merge: false, required_contexts: [] };
            const { data } = await explained(`Creating a deployment in ${environment}`, () => createDeployment({ ...at, ...deployment, payload: { ...payload } }));
            return data.id;
        }, () => newestLike(reader, wanted)),
        async setDeploymentState(id, { state, logUrl, environmentUrl, description }) {
            const url = environmentUrl === undefined ? {} : { environment_url: environmentUrl };
            const status = { state, log_url: logUrl, ...url, description: description.slice(0, 140), auto_inactive: false };
            await explained(`Marking the deployment ${id} as ${state}`, () => createDeploymentStatus({ ...at, deployment_id: id, ...status, request: { repeatable: true } }));
        },
    };
}
async function newestLike(reader, wanted) {
    for await (const { id, commit, payload } of reader.deployments(wanted))
        return commit === wanted.commit && (0,json/* hasMembers */.u9)(payload, wanted.payload) ? id : undefined;
    return undefined;
}
function deploymentOf(row) {
    const { id, sha, environment, task, payload, created_at } = row;
    return { id, commit: sha, environment, task, payload: deployments_valueOf(payload), createdAt: created_at };
}
function deployments_valueOf(payload) {
    return typeof payload === 'string' ? ((0,json/* parseJson */.qF)(payload) ?? payload) : payload;
}
function statusOf(row) {
    const { state, log_url = '', environment_url = '', created_at } = row;
    return { state, logUrl: log_url, environmentUrl: environment_url, createdAt: created_at };
}

;// CONCATENATED MODULE: ./lib/github/pulls.js

function pullReader({ octokit, at }) {
    return {
        async pull(number) {
            const found = await explained(`Reading the pull request #${number}`, () => dataUnless([404], () => octokit.rest.pulls.get({ ...at, pull_number: number })));
            return found && { number, isOpen: found.state === 'open' };
        },
    };
}

;// CONCATENATED MODULE: ./lib/github/repository.js



function repositoryReader(api, { token }) {
    return { ...deploymentReader(api), ...commentReader(api, token), ...pullReader(api) };
}
function repositoryWriter(api, access) {
    const reader = repositoryReader(api, access);
    return { ...deploymentWriter(api, reader), ...commentWriter(api, reader) };
}

;// CONCATENATED MODULE: ./lib/github/repository-api.js

function repositoryApi(apiUrl, { repository, token }, signal) {
    const [owner = '', repo = ''] = repository.split('/');
    return { octokit: octokitFor({ url: apiUrl, token }, signal), at: { owner, repo } };
}

;// CONCATENATED MODULE: ./lib/github/git-hub.js




function gitHub() {
    const apiUrl = process.env['GITHUB_API_URL'] || 'https://api.github.com';
    return {
        reader: {
            repository: (access, signal) => repositoryReader(repositoryApi(apiUrl, access, signal), access),
            triggeringPull: () => triggeringPull(process.env['GITHUB_EVENT_PATH']),
            idToken: (audience, signal) => idToken(process.env, audience, signal),
        },
        writer: { repository: (access, signal) => repositoryWriter(repositoryApi(apiUrl, access, signal), access) },
    };
}


/***/ })

};
