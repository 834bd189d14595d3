export const id = 688;
export const ids = [688];
export const modules = {

/***/ 10688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runProcess: () => (/* binding */ runProcess)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(46193);
;// CONCATENATED MODULE: ./lib/machine/output-lines.js

const maxLineCharacters = 256 * 1024;
const maxKeptCharacters = 32 * 1024 * 1024;
function outputLines(onLine) {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    let [kept, pending] = ['', ''];
    const tell = (line) => {
        kept += `${line}\n`;
        if (kept.length > 2 * maxKeptCharacters)
            kept = kept.slice(-maxKeptCharacters);
        onLine(line);
    };
    const take = (text) => {
        const lines = `${pending}${text}`.split(/\r\n|\n|\r(?!$)/);
        pending = lines.pop() ?? '';
        lines.forEach(tell);
        if (pending.length > maxLineCharacters) {
            tell(pending);
            pending = '';
        }
    };
    return {
        write: (chunk) => take(decoder.write(chunk)),
        end() {
            take(decoder.end());
            if (pending !== '')
                tell(pending.replace(/\r$/, ''));
            pending = '';
        },
        text: () => kept,
    };
}

;// CONCATENATED MODULE: ./lib/domain/secret/job-credential.js
const jobCredentials = /^(?:AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|WEB_IDENTITY_TOKEN_FILE|CONTAINER_(?:CREDENTIALS|AUTHORIZATION)_.+)|ACTIONS_(?:ID_TOKEN_REQUEST|RUNTIME)_.+|INPUT_GITHUB-TOKEN)$/i;
function isJobCredential(name) {
    return jobCredentials.test(name);
}

;// CONCATENATED MODULE: ./lib/machine/without-credentials.js

function withoutCredentials(environment) {
    return Object.fromEntries(Object.entries(environment).filter(([name]) => !isJobCredential(name)));
}

;// CONCATENATED MODULE: ./lib/machine/process.js




const graceMilliseconds = 3_000;
const runProcess = (command, signal) => new Promise((resolve, reject) => {
    if (signal.aborted)
        return reject(signal.reason);
    const child = (0,external_node_child_process_.spawn)(command.program, [...command.arguments], {
        cwd: command.directory,
        env: { ...(command.withoutCredentials ? withoutCredentials(process.env) : process.env), ...command.environment },
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: true,
    });
    let grace;
    const stop = () => {
        signalGroup(child.pid, 'SIGINT');
        grace = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMilliseconds);
    };
    signal.addEventListener('abort', stop, { once: true });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
        const lines = outputLines((line) => command.onLine?.(line));
        stream.on('data', lines.write).once('end', lines.end);
        return lines.text;
    });
    child.stdin.on('error', () => { });
    child.stdin.end(command.input ?? '');
    child.once('error', (error) => {
        signal.removeEventListener('abort', stop);
        reject(error);
    });
    child.once('close', (code) => {
        signal.removeEventListener('abort', stop);
        clearTimeout(grace);
        if (signal.aborted)
            reject(signal.reason);
        else
            resolve({ exitCode: code ?? 1, stdout: stdout?.() ?? '', stderr: stderr?.() ?? '' });
    });
}).catch((error) => {
    if (error.code === 'ENOENT')
        throw missingProgram(command);
    throw error.code === 'E2BIG' ? tooLong(command) : error;
});
function signalGroup(leader, name) {
    if (leader === undefined)
        return;
    try {
        process.kill(-leader, name);
    }
    catch {
    }
}
function missingProgram({ program, directory }) {
    return new errors/* UserError */.yo({
        what: `The program ${program} could not be started${directory ? ` in ${directory}` : ''}.`,
        why: 'It is not on PATH, or the folder does not exist.',
        next: `Install ${program} in an earlier step, or check the working directory.`,
    });
}
function tooLong({ program }) {
    return new errors/* UserError */.yo({
        what: `The program ${program} could not be started.`,
        why: 'One of its arguments or environment variables is longer than the system takes (128 KiB), or all together are too long.',
        next: 'Hand large values over in files.',
    });
}


/***/ })

};
