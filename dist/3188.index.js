export const id = 3188;
export const ids = [3188];
export const modules = {

/***/ 43188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ seed_rds_action)
});

// EXTERNAL MODULE: ./lib/lifecycle/action.js
var action = __webpack_require__(12384);
// EXTERNAL MODULE: ./lib/domain/sql/code.js
var sql_code = __webpack_require__(86874);
// EXTERNAL MODULE: ./lib/domain/sql/engine.js
var sql_engine = __webpack_require__(42329);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/actions/seed-rds/server-advice.js
const advices = [
    [
        'postgres',
        /^25001$/,
        'This statement cannot run in a transaction: put it into its own file with the line "-- no-transaction" at the top.',
    ],
    [
        'postgres',
        /^55P03$/,
        'Another session holds a lock on the table: run the job again later, or raise lock-timeout-seconds.',
    ],
    [
        'postgres',
        /^57014$/,
        'The statement ran longer than statement-timeout-seconds, or was cancelled: split it, or raise the limit.',
    ],
    ['postgres', /^40P01$/, 'A deadlock with another session: run the job again.'],
    ['postgres', /^42501$/, "The database user lacks the privilege: grant it, or use the owner's credentials."],
    [
        'mysql',
        /^ER_LOCK_WAIT_TIMEOUT$/,
        'Another session holds a lock on the table: run the job again later, or raise lock-timeout-seconds.',
    ],
    [
        'mysql',
        /^(ER_QUERY_INTERRUPTED|ER_STATEMENT_TIMEOUT|ER_QUERY_TIMEOUT)$/,
        'The statement ran longer than statement-timeout-seconds, or was cancelled: split it, or raise the limit.',
    ],
    ['mysql', /^ER_LOCK_DEADLOCK$/, 'A deadlock with another session: run the job again.'],
    [
        'mysql',
        /^ER_BINLOG_CREATE_ROUTINE_NEED_SUPER$/,
        'Set log_bin_trust_function_creators = 1 in the parameter group of the instance.',
    ],
    [
        'mysql',
        /^ER_(TABLEACCESS|DBACCESS|SPECIFIC_ACCESS|COLUMNACCESS)_DENIED_ERROR$/,
        'The database user lacks the privilege: grant it, or use the master credentials.',
    ],
];
function serverAdvice(engine, code) {
    return advices.find(([of, pattern]) => of === engine && pattern.test(code))?.[2];
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/shown.js
const [maxLines, maxNames] = [50, 20];
function shownLines(lines) {
    return `${shown(lines, maxLines)
        .map((line) => `  - ${line}`)
        .join('\n')}\n`;
}
function shownNames(names) {
    return shown(names, maxNames).join(', ') || 'none';
}
function shown(items, most) {
    return items.length <= most ? items : [...items.slice(0, most), `and ${items.length - most} more`];
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/failures.js





function destructiveRefused(changes) {
    const found = changes.flatMap((change) => 'destructive' in change
        ? change.destructive.map(({ line, statement, effect }) => `${change.resource}:${line} ${effect}: ${statement}`)
        : []);
    if (found.length === 0)
        return undefined;
    return new errors/* UserError */.yo({
        what: `${found.length === 1 ? 'A statement destroys' : `${found.length} statements destroy`} data:\n${shownLines(found)}`,
        why: 'Deleted data can be restored only from a backup.',
        next: 'Nothing was changed. If this is intended, use allow-destructive: true (and snapshot: when-pending).',
    });
}
function lockBusy(database, holder, seconds) {
    return new errors/* UserError */.yo({
        what: `The lock of the database ${database} was not free within ${seconds} seconds; nothing was changed.`,
        why: `Its holder is ${holder ?? 'a session that this user may not see'}.`,
        next: 'Wait for that run to end, or raise lock-timeout-seconds. If its session is left over, end it on the server.',
    });
}
function lockLost(before) {
    return new errors/* UserError */.yo({
        what: `The lock was lost; ${before} was not started, or not finished under the lock.`,
        why: 'The session that held the lock has ended: its connection was lost, or it was ended on the server.',
        next: 'Run the job again: it resumes where this run stopped.',
    });
}
function fileFailed({ change, changes, source, failure, engine, signal, advice }) {
    const { index, line, error } = failure;
    const statement = index === undefined ? undefined : source.statements[index];
    const where = line === undefined ? change.resource : `${change.resource}:${line}`;
    const head = statement ? ` in: ${(0,sql_code/* statementHead */.oJ)(statement.text, engine)}` : '';
    const why = signal.aborted
        ? `The run was stopped: ${signal.reason instanceof Error ? signal.reason.message : signal.reason}`
        : `${(0,sql_engine/* engineTitle */.v6)(engine)} reported: ${error.message} (${error.code}).`;
    return new errors/* UserError */.yo({
        what: `${where} failed${head}.`,
        why: `${why} ${appliedPart(change, source, failure)} ${otherFiles(change, changes)}`,
        next: advice ?? serverAdvice(engine, error.code) ?? 'Correct the file and run again; no clean-up is needed.',
    });
}
function appliedPart(change, { mode, statements }, { applied, error, index }) {
    if (mode === 'transaction')
        return 'No statement of this file is applied: its transaction was rolled back.';
    if (change.kind === 'seed')
        return 'The next run runs this seed from its beginning.';
    const unknown = error.connectionLost && index !== undefined ? unknownOutcome(change.file, index) : '';
    if (applied === 0)
        return `No statement of this file is applied.${unknown}`;
    const which = applied === 1 ? 'Statement 1' : `Statements 1 to ${applied}`;
    const done = `${which} of ${statements.length} ${applied === 1 ? 'is' : 'are'} applied`;
    return `${done}; the next run resumes after that, so do not edit what is applied.${unknown}`;
}
function unknownOutcome(file, index) {
    return ` The connection was lost during statement ${index + 1}. If that statement is applied, record it: UPDATE seed_rds_ledger SET statements_done = ${index + 1} WHERE file = '${file}'.`;
}
function otherFiles(change, changes) {
    const files = changes
        .filter((each) => each.kind === 'migrate' || each.kind === 'seed')
        .map(({ resource }) => resource);
    const at = files.indexOf(change.resource);
    return `Applied before it: ${shownNames(files.slice(0, at))}; not started: ${shownNames(files.slice(at + 1))}.`;
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/lock.js
const pollMilliseconds = 1_000;
async function takeLock(migration, timeoutSeconds, { clock, log, signal }) {
    const deadline = clock.now().getTime() + timeoutSeconds * 1_000;
    for (let waitedFor;;) {
        const answer = await migration.tryLock();
        if (answer.taken)
            return { taken: true, waitedFor };
        if (answer.holder && answer.holder.session !== waitedFor?.session) {
            waitedFor = answer.holder;
            log.info(`Waiting for the lock of ${describeHolder(waitedFor)}.`);
        }
        if (clock.now().getTime() >= deadline)
            return { taken: false, waitedFor };
        await clock.sleep(pollMilliseconds, signal);
    }
}
function describeHolder({ session, user, application, client, since }) {
    const details = [
        user && `user ${user}`,
        `session ${session}`,
        client && `from ${client}`,
        since && `since ${since.toISOString()}`,
    ];
    return `${application ?? 'another session'} (${details.filter((detail) => detail).join(', ')})`;
}

// EXTERNAL MODULE: ./lib/domain/sql/statement.js + 4 modules
var statement = __webpack_require__(54272);
// EXTERNAL MODULE: ./lib/domain/sql/tokens.js
var tokens = __webpack_require__(45497);
;// CONCATENATED MODULE: ./lib/domain/sql/destructive-effect.js



function destructiveEffect(text, engine) {
    const [first = '', second = ''] = (0,sql_code/* firstWords */.Cb)(text, engine, 2);
    if (first === 'DO')
        return effectInBlock(text, engine);
    if (!/^(DROP|TRUNCATE|DELETE|UPDATE|ALTER|WITH|CREATE|BEGIN)$/.test(first))
        return undefined;
    if (first === 'BEGIN' && second === 'NOT')
        return effectInCode(text.slice(text.search(/atomic/i) + 6), engine);
    return verdict((0,sql_code/* codeOf */.$N)(text, engine));
}
function verdict(code) {
    switch (code[0]) {
        case 'DROP':
            return dropped(code);
        case 'TRUNCATE':
            return 'empties a table';
        case 'CREATE':
            return /^CREATE OR REPLACE TABLE\b/.test(code.slice(0, 4).join(' ')) ? 'replaces a table' : undefined;
        case 'ALTER':
            return altered(code);
        case 'DELETE':
        case 'UPDATE':
        case 'WITH':
            return unbounded(code);
        default:
            return undefined;
    }
}
const withoutData = /^(VIEW|TRIGGER|FUNCTION|PROCEDURE|ROUTINE|EVENT|INDEX|POLICY|RULE|AGGREGATE|OPERATOR|CAST|STATISTICS|PREPARE|TEMPORARY|CONVERSION|TRANSFORM|COLLATION|PUBLICATION)$/;
function dropped(code) {
    const kind = code[1] === 'MATERIALIZED' ? (code[2] ?? '') : (code[1] ?? '');
    if (withoutData.test(kind) && !code.includes('CASCADE'))
        return undefined;
    return `drops ${kind === 'OWNED' ? 'all objects of a role' : `a ${kind.toLowerCase()}`}`;
}
const partWithoutData = /^(CONSTRAINT|INDEX|KEY|PRIMARY|FOREIGN|CHECK|DEFAULT|NOT|IDENTITY|EXPRESSION|STATISTICS|TRIGGER)$/;
function altered(code) {
    for (const [index, word] of code.entries()) {
        if (word === 'TRUNCATE')
            return 'empties a partition';
        if (word !== 'DROP' || index < 2)
            continue;
        const part = code[index + 1] ?? '';
        if (!partWithoutData.test(part))
            return part === 'PARTITION' ? 'drops a partition' : 'drops a column';
    }
    return undefined;
}
function unbounded(code) {
    const bounded = boundedChanges(code);
    const found = code.find((word, at) => isRowChange(word) && mayBeginStatement(code[at - 1], code[0]) && !bounded.has(at));
    if (found === undefined)
        return undefined;
    return found === 'DELETE' ? 'deletes all rows' : 'updates all rows';
}
function isRowChange(word) {
    return word === 'DELETE' || word === 'UPDATE';
}
function mayBeginStatement(previous, first) {
    return previous === undefined || (first === 'WITH' && (previous === '(' || previous === ')'));
}
function boundedChanges(code) {
    const bounded = new Set();
    const outer = [];
    let open = [];
    for (const [at, word] of code.entries()) {
        if (word === '(') {
            outer.push(open);
            open = [];
        }
        else if (word === ')') {
            open = outer.pop() ?? [];
        }
        else if (word === 'WHERE') {
            if (!isAlwaysTrue(code, at + 1))
                for (const change of open)
                    bounded.add(change);
            open = [];
        }
        else if (isRowChange(word)) {
            open.push(at);
        }
    }
    return bounded;
}
function isAlwaysTrue(code, from) {
    return code.length - from <= 4 && /^(TRUE|1|1 = 1)( ;)?$/.test(code.slice(from).join(' '));
}
function effectInBlock(text, engine) {
    for (const { kind, start, end } of (0,tokens/* codeTokens */.e)(text, engine)) {
        if (kind === 'string')
            return effectInCode(text.slice(start, end).replace(/^\$\w*\$|\$\w*\$$|^'|'$/g, ''), engine);
    }
    return undefined;
}
const opening = /^(BEGIN|THEN|ELSE|LOOP|DO)$/;
function effectInCode(body, engine) {
    const scan = (0,statement/* scanStatements */.M)(body, engine);
    if (!scan.ok)
        return undefined;
    for (const { text } of scan.statements) {
        const code = (0,sql_code/* codeOf */.$N)(text, engine);
        const found = verdict(code.slice(code.findLastIndex((word) => opening.test(word)) + 1));
        if (found)
            return found;
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/report/counted.js
var counted = __webpack_require__(16572);
;// CONCATENATED MODULE: ./lib/actions/seed-rds/baseline.js


function baselineFiles({ baseline }, { migrations, ...state }) {
    if (baseline === undefined)
        return [];
    const last = migrations.findIndex(({ file }) => file === baseline);
    if (last < 0)
        throw noSuchFile(baseline, migrations);
    return isUnrecorded(state) ? migrations.slice(0, last + 1) : [];
}
function isUnrecorded({ hasTables, ledger }) {
    return hasTables && !ledger.some(({ kind }) => kind === 'migration');
}
function unusedBaseline({ baseline }, state) {
    if (baseline === undefined || isUnrecorded(state))
        return undefined;
    const known = state.ledger.some(({ kind }) => kind === 'migration');
    const why = known ? 'the ledger has migrations already' : 'there are no tables yet, so every file is run';
    return `baseline has no effect: ${why}.`;
}
function baselineChange(files) {
    const last = files.at(-1);
    if (!last)
        return [];
    const names = files.map(({ file }) => file).join(', ');
    const reason = `${(0,counted/* counted */.h)(files.length, 'file')} to record as applied without running: ${names}`;
    return [
        {
            kind: 'baseline',
            resource: last.path,
            files: files.map(({ file, sha256 }) => ({ file, sha256 })),
            reason,
            irreversible: 'a file that is recorded as applied is never run',
        },
    ];
}
function noSuchFile(baseline, migrations) {
    const [first, last] = [migrations[0], migrations.at(-1)];
    return new errors/* UserError */.yo({
        what: `The file ${baseline} in baseline is not among the migrations; nothing was changed.`,
        why: first && last ? `They are ${first.path} to ${last.file}.` : 'There are none.',
        next: 'Give the name of the last file that was run on this database before, without its folder.',
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/domain/sql/progress.js
var progress = __webpack_require__(37692);
// EXTERNAL MODULE: ./lib/domain/sql/sql-file.js
var sql_file = __webpack_require__(1826);
;// CONCATENATED MODULE: ./lib/actions/seed-rds/check-history.js





function checkHistory(migrations, ledger) {
    const files = new Set(migrations.map(({ file }) => file));
    const last = migrations.filter(({ file }) => ledger.has(file)).at(-1);
    const problems = [
        ...(migrations.length === 0 ? [] : [...ledger.keys()].filter((file) => !files.has(file)).map(missing)),
        ...migrations.flatMap((file) => edited(file, ledger.get(file.file))),
        ...migrations
            .filter(({ file, version }) => !ledger.has(file) && last && (0,sql_file/* compareVersions */.Zy)(version, last.version) < 0)
            .map(({ path }) => `${path}: is late: ${last?.file} has already been applied. Give it a higher number.`),
    ];
    if (problems.length > 0)
        throw contradiction(problems);
}
function missing(file) {
    return `${file}: has been applied to this database, but is not in the folder. Restore the file, or deploy a newer commit.`;
}
function edited({ path, sha256, statements }, entry) {
    if (!entry || entry.sha256 === sha256)
        return [];
    if (entry.finished)
        return [`${path}: was edited after it had been applied. Restore its content, and make the change in a new file.`];
    if (doneSha256(statements, entry.statementsDone) === entry.doneSha256)
        return [];
    return [
        `${path}: one of its first ${entry.statementsDone} statements, which are applied, was edited since. Restore it.`,
    ];
}
function doneSha256(statements, done) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const [index, statement] of statements.slice(0, done).entries())
        hash.update((0,progress/* progressPiece */.qC)(statement, index));
    return hash.digest('hex');
}
function contradiction(problems) {
    return new errors/* UserError */.yo({
        what: `The migrations contradict the ledger of the database:\n${shownLines(problems)}`,
        next: 'Nothing was changed.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/plan.js





const maxHeads = 50;
function plan_plan(inputs, observation) {
    const { access, migrations, seeds, instance } = observation;
    const ledger = ledgerIndex(observation.ledger);
    checkHistory(migrations, ledger.migration);
    const recorded = baselineFiles(inputs, observation);
    const unrecorded = migrations.slice(recorded.length);
    const work = [
        ...unrecorded.filter(({ file }) => !ledger.migration.get(file)?.finished).map(fileChange('migrate')),
        ...(seedsMayRun(inputs) ? seeds.filter((seed) => isNew(seed, ledger)).map(fileChange('seed')) : []),
        ...(inputs.command === undefined
            ? []
            : [{ kind: 'run', resource: inputs.command, irreversible: 'a rollback does not undo a command' }]),
    ];
    const target = instance ? `${instance.identifier}/${access.database}` : access.database;
    const changes = [...snapshotBefore(work, inputs, instance), ...baselineChange(recorded), ...work];
    return { action: 'seed-rds', target, changes };
    function fileChange(kind) {
        return (file) => runFile(kind, file, ledger, access.engine);
    }
}
function seedsMayRun({ seedEnvironments, environment, }) {
    return environment !== undefined && seedEnvironments.includes(environment);
}
function ledgerIndex(entries) {
    const of = (kind) => new Map(entries.filter((entry) => entry.kind === kind).map((entry) => [entry.file, entry]));
    return { migration: of('migration'), seed: of('seed') };
}
function isNew({ file, sha256 }, { seed }) {
    const known = seed.get(file);
    return !known?.finished || known.sha256 !== sha256;
}
function runFile(kind, { file, path, sha256, statements }, ledger, engine) {
    const done = kind === 'migrate' ? (ledger.migration.get(file)?.statementsDone ?? 0) : 0;
    const destructive = statements.slice(done).flatMap(({ text, line }) => {
        const effect = destructiveEffect(text, engine);
        return effect ? [{ line, statement: (0,sql_code/* statementHead */.oJ)(text, engine), effect }] : [];
    });
    const heads = statements
        .slice(done, done + maxHeads)
        .map(({ text, line }) => ({ line, statement: (0,sql_code/* statementHead */.oJ)(text, engine) }));
    const irreversible = `a rollback does not undo a ${kind === 'migrate' ? 'migration' : 'seed'}`;
    return { kind, resource: path, file, sha256, statements: statements.length, done, heads, destructive, irreversible };
}
function snapshotBefore(work, { snapshot }, instance) {
    if (snapshot === 'never' || work.length === 0)
        return [];
    if (!instance || instance.cluster !== undefined)
        throw noSnapshot(instance?.cluster);
    return [{ kind: 'snapshot', resource: instance.identifier }];
}
function noSnapshot(cluster) {
    return new errors/* UserError */.yo({
        what: 'No snapshot can be created before the change; nothing was changed.',
        why: cluster
            ? `The instance belongs to the cluster ${cluster}, and snapshots of clusters are not supported.`
            : 'No instance is known: neither db-instance nor a dbInstanceIdentifier in the secret.',
        next: cluster
            ? 'Use snapshot: never, and back up the cluster in another way.'
            : 'Give db-instance, or use snapshot: never.',
    });
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/domain/database-location.js
var database_location = __webpack_require__(843);
;// CONCATENATED MODULE: ./lib/actions/seed-rds/command.js



async function runCommand(command, access, { databases, files, processes }, { log, run, signal }) {
    const url = (0,database_location/* databaseUrl */.FA)({ ...access, password: await access.password() });
    log.mask(url);
    const authorities = await databases.reader.authorities(access);
    const bundle = authorities && (0,external_node_path_.join)(run.temporary, 'seed-rds-authorities.pem');
    if (bundle)
        await files.writer.write(bundle, authorities);
    log.info(`$ ${command}`);
    const { exitCode } = await processes.reader({
        program: 'bash',
        arguments: ['-eo', 'pipefail', '-c', command],
        directory: run.workspace,
        environment: { DB_URL: url, ...(bundle ? verifying(bundle) : {}) },
        onLine: (line) => log.info(`| ${line}`),
    }, signal);
    if (exitCode !== 0)
        throw commandFailed(command, exitCode);
}
function verifying(bundle) {
    return { DB_CA_BUNDLE: bundle, PGSSLMODE: 'verify-full', PGSSLROOTCERT: bundle, NODE_EXTRA_CA_CERTS: bundle };
}
function commandFailed(command, exitCode) {
    return new errors/* UserError */.yo({
        what: `The command failed with exit code ${exitCode}: ${command}`,
        why: 'Its output is in the log above.',
        next: 'Check with the tool which changes it made before it failed. The lock has been released.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/baseline-advice.js
const exists = {
    postgres: /^(42P0[4-7]|42701|42710|42723|23505)$/,
    mysql: /^ER_(TABLE_EXISTS_ERROR|DB_CREATE_EXISTS|(SP|TRG|EVENT)_ALREADY_EXISTS|DUP_(FIELDNAME|KEYNAME|ENTRY)|(FK_DUP|DUP_CONSTRAINT)_NAME|MULTIPLE_PRI_KEY)$/,
};
function isAlreadyExists(engine, code) {
    return exists[engine].test(code);
}
function baselineAdvice(ledger) {
    const migrations = ledger.filter(({ kind }) => kind === 'migration');
    if (migrations.some(({ ran }) => ran))
        return undefined;
    const clear = "empty the ledger (DELETE FROM seed_rds_ledger WHERE kind = 'migration') and ";
    return `If files were run on this database before this action was used, ${migrations.length > 0 ? clear : ''}name the last of them in \`baseline\`: the files up to it are recorded as applied, and not run.`;
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/run-file.js



async function run_file_runFile(change, step, { log, signal }) {
    const { access, migrations, seeds, ledger } = step.observation;
    const kind = change.kind === 'migrate' ? 'migration' : 'seed';
    const source = (kind === 'migration' ? migrations : seeds).find(({ path }) => path === change.resource);
    const known = ledger.some((entry) => entry.kind === kind && entry.file === change.file);
    log.info(`${change.resource}: ${(0,counted/* counted */.h)(change.statements - change.done, 'statement')}.`);
    const result = await step.migrator.run({ ...source, kind, from: change.done, known }, signal);
    if (result.ok)
        return result.milliseconds;
    const { failure } = result;
    const advice = await adviceFor(change, failure, step);
    const { changes } = step.plan;
    throw fileFailed({ change, changes, source, failure, engine: access.engine, signal, advice });
}
async function adviceFor({ kind, done }, { error }, { observation: { access, hasTables }, migrator }) {
    if (kind !== 'migrate' || done > 0 || !hasTables || !isAlreadyExists(access.engine, error.code))
        return undefined;
    const ledger = await migrator.ledger().catch(() => undefined);
    return ledger && baselineAdvice(ledger);
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/snapshot.js

const snapshot_pollMilliseconds = [2_000, 5_000, 10_000, 15_000];
async function createSnapshot(instance, region, { reader, writer }, context) {
    const { clock, log, run, signal } = context;
    const snapshot = snapshotId(instance, clock.now());
    const tags = { 'seed-rds:run': run.url, 'seed-rds:commit': run.commit };
    for (let attempt = 0; (await writer.createSnapshot(instance, snapshot, tags, signal)) === 'busy'; attempt++) {
        log.info(`${instance} is not ready for a snapshot yet (another one may be in progress); retrying.`);
        await clock.sleep(pause(attempt), signal);
    }
    log.info(`Waiting for the snapshot ${snapshot}. To restore it: ${restoreCommand(instance, snapshot, region)}`);
    for (let attempt = 0;; attempt++) {
        const status = await reader.snapshotStatus(snapshot, signal);
        if (status === 'available')
            return snapshot;
        if (status === 'failed')
            throw snapshotFailed(snapshot);
        await clock.sleep(pause(attempt), signal);
    }
}
function restoreCommand(instance, snapshot, region) {
    const target = `${instance.slice(0, 54)}-restored`;
    const where = region ? ` --region ${region}` : '';
    return `aws rds restore-db-instance-from-db-snapshot --db-instance-identifier ${target} --db-snapshot-identifier ${snapshot}${where}`;
}
function snapshotId(instance, now) {
    const moment = now
        .toISOString()
        .replace(/[-:.Z]/g, '')
        .toLowerCase();
    return `seed-rds-${instance}-${moment}`;
}
function pause(attempt) {
    return snapshot_pollMilliseconds[Math.min(attempt, snapshot_pollMilliseconds.length - 1)] ?? 15_000;
}
function snapshotFailed(snapshot) {
    return new errors/* UserError */.yo({
        what: `The snapshot ${snapshot} failed; no file was run.`,
        why: 'Its status in RDS is final, and not available.',
        next: 'Check the events of the instance in the RDS console, and run the job again.',
    });
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/run-changes.js





async function runChanges(step, ports, context) {
    const { inputs, observation, plan, migrator } = step;
    const applied = [];
    let snapshot;
    let recorded;
    let commandRan = false;
    try {
        for (const change of plan.changes) {
            context.signal.throwIfAborted();
            if (!(await migrator.holdsLock()))
                throw lockLost(change.resource);
            switch (change.kind) {
                case 'snapshot':
                    snapshot = await createSnapshot(change.resource, inputs.awsRegion, ports.rds, context);
                    break;
                case 'baseline':
                    recorded = await recordBaseline(change, step);
                    break;
                case 'migrate':
                case 'seed':
                    if (applied.length === 0)
                        await migrator.createLedger();
                    applied.push({ change, milliseconds: await run_file_runFile(change, step, context) });
                    break;
                case 'run':
                    commandRan = true;
                    await runCommand(change.resource, observation.access, ports, context);
                    if (!(await migrator.holdsLock()))
                        throw lockLost(change.resource);
                    break;
            }
        }
        return { applied, recorded, commandRan, snapshot };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        return { applied, recorded, commandRan, snapshot, failure: error };
    }
}
async function recordBaseline(change, { observation, migrator }) {
    const names = new Set(change.files.map(({ file }) => file));
    await migrator.createLedger();
    await migrator.recordBaseline(observation.migrations.filter(({ file }) => names.has(file)));
    return change;
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/apply.js




const nothing = { applied: [], commandRan: false };
async function apply({ inputs, observation, plan }, ports, context) {
    if (plan.changes.length === 0)
        return nothing;
    const refused = inputs.allowDestructive ? undefined : destructiveRefused(plan.changes);
    if (refused)
        return { ...nothing, failure: refused };
    const { access, settings } = observation;
    const { commit, url: runUrl } = context.run;
    const showNotice = (message) => context.log.info(`| ${message}`);
    const migrator = await ports.databases.writer.open(access, settings, { commit, runUrl }, showNotice);
    try {
        const lock = await takeLock(migrator, inputs.lockTimeoutSeconds, context);
        const lockedBy = lock.waitedFor && describeHolder(lock.waitedFor);
        if (!lock.taken)
            return { ...nothing, lockedBy, failure: lockBusy(access.database, lockedBy, inputs.lockTimeoutSeconds) };
        const now = { ...observation, ledger: await migrator.ledger() };
        const step = { inputs, observation: now, plan: plan_plan(inputs, now), migrator };
        return { ...(await runChanges(step, ports, context)), lockedBy };
    }
    finally {
        await migrator.close();
    }
}

// EXTERNAL MODULE: ./lib/contract/index.js + 9 modules
var contract = __webpack_require__(99343);
;// CONCATENATED MODULE: ./lib/actions/seed-rds/contract.js

const contract_contract = (0,contract/* defineContract */.ye)({
    name: 'seed-rds',
    title: 'Migrate and seed an RDS database',
    description: 'Bring a private MySQL or PostgreSQL database up to date under a lock, and resume where a run failed.',
    inputs: {
        secret: (0,contract/* text */.Qq)({
            description: 'Secrets Manager id or ARN of the credentials: RDS-style JSON, or a URL. With db-instance, user name and password are enough.',
        }),
        'secret-key': (0,contract/* text */.Qq)({ description: 'Field of the (JSON) secret that holds a database URL.' }),
        'url-env': (0,contract/* text */.Qq)({ description: 'Environment variable that holds a database URL, instead of `secret`.' }),
        'db-instance': (0,contract/* text */.Qq)({
            description: 'RDS instance. It gives the host, port, engine and master secret that the secret leaves out, and the snapshot is made of it.',
        }),
        database: (0,contract/* text */.Qq)({ description: 'Name of the database. Left out: the name in the secret, the URL or the instance.' }),
        username: (0,contract/* text */.Qq)({ description: 'Database user. Left out: the user in the secret or the URL.' }),
        'iam-auth': (0,contract/* flag */.Jt)({ description: 'Connect with a short-lived IAM token instead of a password.', default: 'false' }),
        engine: (0,contract/* choice */.Yq)(['mysql', 'postgres'], {
            description: 'Database engine (mysql for MariaDB). Left out: the engine in the secret, the URL or the instance.',
        }),
        migrations: (0,contract/* text */.Qq)({ description: 'Folder of `NNN_name.sql` files, each run once, in the order of their numbers.' }),
        baseline: (0,contract/* text */.Qq)({
            description: 'Last migration that was run on this database before this action was used, such as `012_add_invoices.sql`. If there are tables and no ledger, the files up to it are recorded as applied, and not run.',
        }),
        seeds: (0,contract/* text */.Qq)({
            description: 'Folder of `NNN_name.sql` files that may run again. Each is run when its content has changed.',
        }),
        command: (0,contract/* text */.Qq)({
            description: 'Shell command to run after the files and under the same lock, such as another migration tool. `DB_URL` holds the database URL.',
        }),
        'allow-destructive': (0,contract/* flag */.Jt)({
            description: 'Run statements that destroy data, such as DROP TABLE or DELETE without WHERE.',
            default: 'false',
        }),
        'seed-environments': (0,contract/* lines */.Mn)({
            description: 'Environments in which seeds may run, compared with `environment`.',
        }),
        snapshot: (0,contract/* choice */.Yq)(['never', 'when-pending'], {
            description: 'Whether to create a snapshot of the instance before anything is changed. The run waits for it.',
            default: 'never',
        }),
        'lock-timeout-seconds': (0,contract/* integer */.nd)({ min: 1, max: 3_600 }, {
            description: 'How long to wait for the lock of another run, and how long each statement waits for table locks.',
            default: '60',
        }),
        'statement-timeout-seconds': (0,contract/* integer */.nd)({ min: 1, max: 86_400 }, { description: 'How long one statement may run. Left out: until the deadline of the action.' }),
        'ca-bundle': (0,contract/* text */.Qq)({
            description: 'PEM file of the certificate authorities to trust. Left out: those of RDS, and the public ones for other hosts.',
        }),
    },
    outputs: {
        applied: 'Files that this run applied, one per line.',
        pending: 'Files that are not applied yet, one per line.',
        current: 'The last migration that is applied to the database.',
        'snapshot-id': 'The snapshot that was created before anything was changed.',
        'locked-by': 'The holder of the lock, when this run had to wait for it.',
    },
});

;// CONCATENATED MODULE: ./lib/actions/seed-rds/check-inputs.js


function checkInputs(inputs) {
    const problems = [...sourceProblems(inputs), ...workProblems(inputs), ...seedProblems(inputs)];
    if (problems.length === 0)
        return;
    throw new errors/* UserError */.yo({
        what: `These inputs of seed-rds contradict each other:\n${shownLines(problems)}`,
        next: 'Nothing was changed. actions/seed-rds/README.md describes the inputs.',
    });
}
function sourceProblems({ secret, secretKey, urlEnv, dbInstance, iamAuth, username }) {
    return [
        ...(secret && urlEnv ? ['secret and url-env: give one of them.'] : []),
        ...(secret || urlEnv || dbInstance ? [] : ['secret, url-env or db-instance: give one, or there is no database.']),
        ...(secretKey && !secret ? ['secret-key: needs secret.'] : []),
        ...(iamAuth && !secret && !urlEnv && !username ? ['iam-auth: needs username.'] : []),
    ];
}
function workProblems({ migrations, baseline, seeds, command }) {
    return [
        ...(migrations || seeds || command ? [] : ['migrations, seeds or command: give one, or there is nothing to do.']),
        ...(baseline && !migrations ? ['baseline: needs migrations.'] : []),
    ];
}
function seedProblems({ seeds, seedEnvironments, environment }) {
    if (!seeds)
        return [];
    return [
        ...(seedEnvironments.length === 0 ? ['seed-environments: name the environments in which seeds may run.'] : []),
        ...(environment ? [] : ['environment: seeds run only where it is one of seed-environments.']),
    ];
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/database-access.js


function databaseAccess(inputs, { location, instance }, authorities, connectToken) {
    const engine = inputs.engine ?? location.engine ?? (instance && (0,sql_engine/* engineNamed */.Ki)(instance.engine));
    const host = location.host ?? instance?.endpoint?.host;
    const database = inputs.database ?? location.database ?? instance?.database;
    const username = inputs.username ?? location.username;
    const { password } = location;
    const credential = inputs.iamAuth ? 'iam-token' : password;
    if (!engine || !host || !database || !username || credential === undefined)
        throw incomplete(inputs, { engine, host, database, username, password: credential });
    const port = location.port ?? (location.host ? undefined : instance?.endpoint?.port) ?? (0,sql_engine/* defaultPort */.L5)(engine);
    return {
        engine,
        host,
        port,
        database,
        username,
        authentication: inputs.iamAuth ? 'iam-token' : 'password',
        authorities,
        options: location.options,
        password: async () => (inputs.iamAuth ? connectToken({ host, port, username }) : (password ?? '')),
    };
}
const remedies = {
    engine: 'the engine (give `engine`)',
    host: 'the host (give db-instance, or a secret with host)',
    database: 'the name of the database (give `database`)',
    username: 'the user (give `username`)',
    password: 'the password (give a secret with it, or iam-auth)',
};
function incomplete({ secret, urlEnv, dbInstance }, parts) {
    const sources = [secret && `the secret ${secret}`, urlEnv && `the variable ${urlEnv}`, dbInstance];
    const missing = Object.entries(parts).flatMap(([name, value]) => (value ? [] : [remedies[name] ?? name]));
    return new errors/* UserError */.yo({
        what: 'The database cannot be opened; nothing was changed.',
        why: `Missing in ${sources.filter((source) => source).join(' and ')}: ${missing.join(', ')}.`,
        next: 'Give the missing parts.',
    });
}

;// CONCATENATED MODULE: ./lib/domain/sql/refusal.js

function refusal(text, engine, mode) {
    const [first = '', second = ''] = (0,sql_code/* firstWords */.Cb)(text, engine, 2);
    if (engine === 'mysql' && first === 'LOCK' && /^TABLES?$/.test(second))
        return 'LOCK TABLES would block the ledger, and the run has its own lock; remove it (mysqldump --skip-add-locks)';
    const control = /^(BEGIN|COMMIT|ROLLBACK|ABORT|END)$/.test(first) || (first === 'START' && second === 'TRANSACTION');
    if (mode === 'transaction' && control)
        return `${first} is not allowed here: the whole file is one transaction; remove it, or write the line "-- no-transaction" at the top`;
    return undefined;
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/files.js







const maxFiles = 10_000;
const maxLength = 256 << 20;
async function readSqlFiles(folder, workspace, engine, files) {
    const root = (0,external_node_path_.resolve)(workspace, folder);
    const names = (await files.filesBelow(root)).filter((name) => /\.sql$/i.test(name) && !name.includes('/'));
    if (names.length === 0)
        throw noFiles(folder);
    if (names.length > maxFiles)
        throw tooManyFiles(folder);
    const problems = [];
    const read = [];
    let length = 0;
    for (const file of names) {
        const content = await files.text((0,external_node_path_.resolve)(root, file));
        length += content.length;
        if (length > maxLength)
            throw tooLong(folder);
        const result = sqlFile(file, pathIn(folder, file), content, engine);
        if ('problem' in result)
            problems.push(result.problem);
        else
            read.push(result);
    }
    const ordered = read.toSorted((a, b) => (0,sql_file/* compareVersions */.Zy)(a.version, b.version));
    problems.push(...sameNumbers(ordered));
    if (problems.length > 0)
        throw badFiles(problems);
    return ordered;
}
function sqlFile(file, path, content, engine) {
    const name = (0,sql_file/* parseSqlFileName */.Jo)(file);
    if (!name.ok)
        return { problem: `${path}: ${name.reason}` };
    const text = content.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
    const scan = (0,statement/* scanStatements */.M)(text, engine);
    if (!scan.ok)
        return { problem: `${path}:${scan.line}: ${scan.reason}` };
    const mode = engine === 'mysql' || (0,sql_file/* isWithoutTransaction */.bv)(text, engine) ? 'statements' : 'transaction';
    for (const { text: statement, line } of scan.statements) {
        const reason = refusal(statement, engine, mode);
        if (reason)
            return { problem: `${path}:${line}: ${reason}` };
    }
    const sha256 = (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
    return { file, path, version: name.value.version, text, sha256, statements: scan.statements, mode };
}
function pathIn(folder, file) {
    let end = folder.length;
    while (folder[end - 1] === '/')
        end--;
    return `${folder.slice(0, end)}/${file}`;
}
function sameNumbers(ordered) {
    return ordered.flatMap(({ path, version }, index) => {
        const before = ordered[index - 1];
        return before?.version === version ? [`${path}: has the same number as ${before.file}`] : [];
    });
}
function noFiles(folder) {
    return new errors/* UserError */.yo({
        what: `There is no .sql file in the folder ${folder}; nothing was changed.`,
        why: 'The folder is missing or empty, or the repository has not been checked out.',
        next: 'Correct the path, which is relative to the repository, or leave the input out.',
    });
}
function tooManyFiles(folder) {
    return new errors/* UserError */.yo({
        what: `The folder ${folder} has more than ${maxFiles} SQL files; nothing was changed.`,
        next: 'Check the path: it must be the folder of the migrations or seeds.',
    });
}
function tooLong(folder) {
    return new errors/* UserError */.yo({
        what: `The SQL files of the folder ${folder} have more than 256 MiB together; nothing was changed.`,
        next: 'Load large data in another way, for example with `command`.',
    });
}
function badFiles(problems) {
    return new errors/* UserError */.yo({
        what: `${problems.length === 1 ? 'One SQL file cannot' : `${problems.length} SQL files cannot`} be run:\n${shownLines(problems)}`,
        next: 'Nothing was changed. Correct the files and run again.',
    });
}

// EXTERNAL MODULE: ./lib/domain/json.js
var json = __webpack_require__(77708);
;// CONCATENATED MODULE: ./lib/domain/database-secret.js



function parseDatabaseSecret(text, key) {
    const fields = (0,json/* parseJsonObject */.dw)(text);
    if (key !== undefined)
        return fields ? urlField(fields, key) : { ok: false, reason: 'it is not a JSON object' };
    return fields ? rdsFields(fields) : (0,database_location/* parseDatabaseUrl */.mx)(text);
}
function secretValues(text) {
    const fields = (0,json/* parseJsonObject */.dw)(text);
    return [...new Set(fields ? objectValues(fields) : urlValues(text))];
}
function objectValues(fields) {
    const found = [];
    const left = Object.entries(fields).toReversed();
    for (let field = left.pop(); field; field = left.pop()) {
        const [name, value] = field;
        if (typeof value !== 'object' || value === null)
            found.push(...fieldValues(name, value));
        else
            for (const inner of Object.entries(value).toReversed())
                left.push(inner);
    }
    return found;
}
const openFields = /^(engine|port|dbname|database|dbInstanceIdentifier|dbClusterIdentifier)$/i;
const commonWords = /^(admin|administrator|root|master|user|postgres|postgresql|mysql|mariadb|clusteradmin|localhost|127(\.\d+){3}|::1)$/i;
function fieldValues(name, value) {
    const said = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    if (said === '' || openFields.test(name))
        return [];
    if (/^password$/i.test(name))
        return [said];
    const isCommon = /^(user(name)?|host)$/i.test(name) && commonWords.test(said);
    if (isCommon || said.length < shortestSecret)
        return [];
    return [said, ...(/^[\w+-]+:\/\//.test(said) ? urlValues(said) : [])];
}
const shortestSecret = 4;
function urlValues(text) {
    const url = URL.parse(text.trim());
    const parsed = (0,database_location/* parseDatabaseUrl */.mx)(text);
    const { username = '', password = '', host = '' } = parsed.ok ? parsed.value : {};
    const raw = url ? [url.password] : [];
    const names = [username, host].filter((name) => !commonWords.test(name));
    return [text.trim(), password, ...raw, ...names].filter((value) => value !== '');
}
function urlField(fields, key) {
    const value = fields[key];
    if (typeof value === 'string')
        return (0,database_location/* parseDatabaseUrl */.mx)(value);
    return {
        ok: false,
        reason: `it has no text field ${key}; its fields are ${fieldNames(fields) || 'none'}`,
    };
}
function rdsFields(fields) {
    const said = (name) => {
        const value = fields[name];
        return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    };
    const engineName = said('engine');
    const engine = engineName === undefined ? undefined : (0,sql_engine/* engineNamed */.Ki)(engineName);
    if (engineName !== undefined && engine === undefined)
        return { ok: false, reason: `its engine ${engineName.slice(0, maxNameLength)} is neither MySQL nor PostgreSQL` };
    const port = said('port');
    if (port !== undefined && !/^\d{1,5}$/.test(port))
        return { ok: false, reason: 'its port is not a number' };
    const value = {
        engine,
        host: said('host'),
        port: port === undefined ? undefined : Number(port),
        database: said('dbname') ?? said('database'),
        username: said('username'),
        password: said('password'),
        instance: said('dbInstanceIdentifier'),
    };
    if (Object.values(value).every((part) => part === undefined))
        return {
            ok: false,
            reason: `it has none of the fields of an RDS secret (it has ${fieldNames(fields)}); if one of these holds a URL, \`secret-key\` must name it`,
        };
    return { ok: true, value };
}
const [database_secret_maxNames, maxNameLength] = [20, 60];
function fieldNames(fields) {
    const names = Object.keys(fields);
    const shown = names.slice(0, database_secret_maxNames).map((name) => name.slice(0, maxNameLength));
    return shown.join(', ') + (names.length > database_secret_maxNames ? ` and ${names.length - database_secret_maxNames} more` : '');
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/locate.js



async function locate(inputs, ports, { log, signal }) {
    const instance = inputs.dbInstance ? await ports.rds.instance(inputs.dbInstance, signal) : undefined;
    if (instance)
        demandRunning(instance, inputs.iamAuth);
    if (inputs.urlEnv)
        return { location: fromVariable(inputs.urlEnv, ports.environment, log), instance };
    const secret = inputs.secret ?? (inputs.iamAuth ? undefined : instance?.masterSecretArn);
    if (secret === undefined)
        return { location: {}, instance };
    const text = await ports.secrets.secretText(secret, signal);
    for (const value of secretValues(text))
        log.mask(value);
    return { location: accepted(parseDatabaseSecret(text, inputs.secretKey), `The secret ${secret}`), instance };
}
function fromVariable(name, environment, log) {
    const text = environment(name);
    if (!text)
        throw new errors/* UserError */.yo({
            what: `The environment variable ${name} is not set; nothing was changed.`,
            next: `Set it for this step: env: { ${name}: \${{ secrets.${name} }} }, or correct url-env.`,
        });
    for (const value of secretValues(text))
        log.mask(value);
    return accepted((0,database_location/* parseDatabaseUrl */.mx)(text), `The environment variable ${name}`);
}
function accepted(parsed, source) {
    if (parsed.ok)
        return parsed.value;
    throw new errors/* UserError */.yo({
        what: `${source} does not describe a database; nothing was changed.`,
        why: `It cannot be used: ${parsed.reason}.`,
        next: 'Correct it. Its content is never shown.',
    });
}
function demandRunning({ identifier, status, endpoint, iamAuthentication }, iamAuth) {
    if (/^(stopped|stopping|deleting|failed)$/.test(status) || !endpoint)
        throw new errors/* UserError */.yo({
            what: `The RDS instance ${identifier} cannot be connected to; nothing was changed.`,
            why: `It is ${status}.`,
            next: `Wait until it is available, or start it: aws rds start-db-instance --db-instance-identifier ${identifier}`,
        });
    if (iamAuth && !iamAuthentication)
        throw new errors/* UserError */.yo({
            what: `The RDS instance ${identifier} does not accept IAM tokens; nothing was changed.`,
            why: 'IAM database authentication is switched off.',
            next: `Switch it on (aws rds modify-db-instance --db-instance-identifier ${identifier} --enable-iam-database-authentication), or leave iam-auth out.`,
        });
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/session-settings.js
const maxNameBytes = 63;
function sessionSettings(inputs, { repository, attempt }) {
    const ending = ` run ${attempt}`;
    return {
        applicationName: `seed-rds ${repository}`.slice(0, maxNameBytes - ending.length) + ending,
        lockTimeoutSeconds: inputs.lockTimeoutSeconds,
        statementTimeoutSeconds: inputs.statementTimeoutSeconds,
    };
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/observe.js








async function observe(inputs, ports, context) {
    checkInputs(inputs);
    const { log, signal, run } = context;
    const located = await locate(inputs, ports, context);
    const authorities = inputs.caBundle && (await ports.files.text((0,external_node_path_.resolve)(run.workspace, inputs.caBundle)));
    const access = databaseAccess(inputs, located, authorities, maskedTokens(ports.rds, log));
    const files = await filesToRun(inputs, run.workspace, access.engine, ports.files);
    const settings = sessionSettings(inputs, run);
    const state = await ports.databases.state(access, settings, signal);
    log.info(`The ledger of ${access.database} has ${(0,counted/* counted */.h)(state.ledger.length, 'file')}.`);
    const unused = unusedBaseline(inputs, state);
    if (unused)
        log.info(unused);
    return { access, settings, instance: instanceOf(located), ...files, ...state };
}
function maskedTokens(rds, log) {
    return async (at) => {
        const token = await rds.connectToken(at);
        log.mask(token);
        return token;
    };
}
async function filesToRun(inputs, workspace, engine, files) {
    const read = (folder) => (folder ? readSqlFiles(folder, workspace, engine, files) : []);
    return { migrations: await read(inputs.migrations), seeds: await read(inputs.seeds) };
}
function instanceOf({ location, instance }) {
    if (instance)
        return instance;
    return location.instance === undefined ? undefined : { identifier: location.instance, cluster: undefined };
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/report-sections.js




function sections(step, outcome) {
    const { changes } = step.plan;
    const files = changes.filter((change) => 'destructive' in change);
    const baseline = changes.find((change) => change.kind === 'baseline');
    return [
        ...baselineTable(baseline, outcome),
        ...fileTable(files, outcome),
        ...destructiveTable(files),
        ...notes(step, outcome),
    ];
}
function baselineTable(baseline, outcome) {
    if (!baseline || (outcome && !outcome.recorded && !outcome.failure))
        return [];
    const title = `${outcome?.recorded ? 'Recorded' : 'To be recorded'} as applied, without being run`;
    const rows = baseline.files.map(({ file, sha256 }) => [file, sha256]);
    return [{ kind: 'table', title, columns: ['File', 'SHA-256'], rows }];
}
function fileTable(files, outcome) {
    if (files.length === 0)
        return [];
    const rows = files.map((change) => {
        const { resource, kind, statements, done } = change;
        const applied = outcome?.applied.find((each) => each.change.resource === resource);
        const count = done > 0 ? `${statements - done} of ${statements}` : String(statements);
        const result = applied ? `${Math.round(applied.milliseconds)} ms` : outcome ? 'not applied' : 'pending';
        return [resource, kind === 'seed' ? 'seed' : 'migration', count, result];
    });
    return [{ kind: 'table', title: 'Files', columns: ['File', 'Kind', 'Statements', 'Result'], rows }];
}
const maxRows = 200;
function destructiveTable(files) {
    const found = files.flatMap(({ resource, destructive }) => destructive.map(({ line, statement, effect }) => [`${resource}:${line}`, effect, statement]));
    if (found.length === 0)
        return [];
    const more = found.length - maxRows;
    const rows = more > 0 ? [...found.slice(0, maxRows), ['…', `${more} more`, '']] : found;
    return [{ kind: 'table', title: 'Destroys data', columns: ['Where', 'Effect', 'Statement'], rows }];
}
function notes({ inputs, plan, observation }, outcome) {
    const texts = [
        observation.seeds.length > 0 &&
            !seedsMayRun(inputs) &&
            `Seeds are not run in ${inputs.environment}: seed-environments names ${inputs.seedEnvironments.join(', ')}.`,
        !outcome &&
            !inputs.baseline &&
            isUnrecorded(observation) &&
            plan.changes.some(({ kind }) => kind === 'migrate') &&
            'The database has tables and no ledger, so every migration will be run. If some were run before, name the last of them in baseline.',
        !outcome &&
            !inputs.allowDestructive &&
            destructiveRefused(plan.changes) &&
            'Applying this would be refused without allow-destructive: true.',
        outcome?.snapshot &&
            observation.instance &&
            `To restore: ${restoreCommand(observation.instance.identifier, outcome.snapshot, inputs.awsRegion)}`,
        outcome?.failure && outcome.failure.message,
    ];
    return texts.flatMap((text) => (text ? [{ kind: 'note', text }] : []));
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/report.js



function report(step, outcome) {
    const { plan } = step;
    const files = plan.changes.filter((change) => 'destructive' in change);
    const applied = outcome?.applied ?? [];
    const pending = pendingAfter(files, outcome);
    const baseline = plan.changes.find((change) => change.kind === 'baseline');
    const changed = outcome ? changedAnything(outcome) : plan.changes.length > 0;
    const current = currentMigration(step.observation, outcome);
    return {
        outputs: {
            changed,
            applied: applied.map(({ change }) => change.resource),
            pending,
            current,
            'snapshot-id': outcome?.snapshot,
            'locked-by': outcome?.lockedBy,
        },
        report: {
            title: `Migrate ${plan.target}`,
            ...result(files.length, baseline, step, outcome),
            facts: [
                ...(current ? [['Current', current]] : []),
                ...(outcome?.snapshot ? [['Snapshot', outcome.snapshot]] : []),
                ...(outcome?.lockedBy ? [['Waited for', outcome.lockedBy]] : []),
            ],
            sections: sections(step, outcome),
        },
        failure: outcome?.failure,
    };
}
function pendingAfter(files, outcome) {
    if (outcome && !outcome.failure)
        return [];
    const done = new Set(outcome?.applied.map(({ change }) => change.resource));
    return files.map(({ resource }) => resource).filter((path) => !done.has(path));
}
function currentMigration({ ledger, migrations }, outcome) {
    const finished = new Set(ledger.filter(({ kind, finished }) => kind === 'migration' && finished).map(({ file }) => file));
    for (const { file } of outcome?.recorded?.files ?? [])
        finished.add(file);
    for (const { change } of outcome?.applied ?? [])
        if (change.kind === 'migrate')
            finished.add(change.file);
    const known = migrations.filter(({ file }) => finished.has(file) || (outcome && !outcome.failure));
    return known.toSorted((a, b) => (0,sql_file/* compareVersions */.Zy)(a.version, b.version)).at(-1)?.file;
}
function changedAnything({ applied, recorded, commandRan }) {
    return applied.length > 0 || recorded !== undefined || commandRan;
}
function result(count, baseline, { plan }, outcome) {
    const files = (number) => (0,counted/* counted */.h)(number, 'file');
    const command = plan.changes.some(({ kind }) => kind === 'run');
    if (plan.changes.length === 0)
        return { status: 'unchanged', result: 'Nothing is pending.' };
    const record = baseline ? `record ${files(baseline.files.length)} as applied without running them, and ` : '';
    if (!outcome)
        return {
            status: 'planned',
            result: `Would ${record}apply ${files(count)}${command ? ' and run the command' : ''}.`,
        };
    const recorded = outcome.recorded
        ? `${files(outcome.recorded.files.length)} recorded as applied without being run, `
        : '';
    const done = `${recorded}${files(outcome.applied.length)}`;
    if (outcome.failure)
        return { status: 'failed', result: `${done} applied of ${count}. ${outcome.failure.parts.what}` };
    if (!changedAnything(outcome))
        return { status: 'unchanged', result: 'Another run has applied everything in the meantime.' };
    return {
        status: 'succeeded',
        result: `${done} applied${outcome.commandRan ? ', and the command run' : ''}.`,
    };
}

;// CONCATENATED MODULE: ./lib/actions/seed-rds/index.js






const seed_rds_action = (0,action/* defineAction */.Q)({
    contract: contract_contract,
    needs: ['databases', 'environment', 'files', 'processes', 'rds', 'secrets'],
    observe: observe,
    plan: plan_plan,
    apply: apply,
    report: report,
});


/***/ }),

/***/ 843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FA: () => (/* binding */ databaseUrl),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   mx: () => (/* binding */ parseDatabaseUrl)
/* harmony export */ });
/* harmony import */ var _sql_engine_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42329);

function parseDatabaseUrl(text) {
    const url = URL.parse(text.trim());
    const engine = url ? (0,_sql_engine_js__WEBPACK_IMPORTED_MODULE_0__/* .engineNamed */ .Ki)(url.protocol.slice(0, -1)) : undefined;
    if (!url || !engine || url.hostname === '') {
        const form = 'mysql://user:password@host/database or postgres://user:password@host/database';
        return { ok: false, reason: `it is not a URL like ${form} (special characters of the password percent-encoded)` };
    }
    const refused = refusedParameter(url.searchParams, isLoopback(bareHost(url.hostname)));
    if (refused)
        return { ok: false, reason: refused };
    const decoded = [url.username, url.password, url.pathname.slice(1)].map(decodedPart);
    if (decoded.includes(undefined))
        return { ok: false, reason: 'its percent-encoding is broken' };
    const [username, password, database] = decoded;
    const value = { engine, host: bareHost(url.hostname), port: url.port ? Number(url.port) : undefined };
    const options = url.searchParams.get('options') ?? undefined;
    return {
        ok: true,
        value: {
            ...value,
            options,
            username: username || undefined,
            password: password || undefined,
            database: database || undefined,
        },
    };
}
function databaseUrl(at) {
    const scheme = at.engine === 'mysql' ? 'mysql' : 'postgres';
    const host = at.host.includes(':') ? `[${at.host}]` : at.host;
    const [username, password, database] = [at.username, at.password, at.database].map(encodeURIComponent);
    return `${scheme}://${username}:${password}@${host}:${at.port}/${database}`;
}
function isLoopback(host) {
    return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}
function bareHost(hostname) {
    return hostname.replace(/^\[|\]$/g, '');
}
function decodedPart(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return undefined;
    }
}
function refusedParameter(parameters, local) {
    for (const [name, value] of parameters) {
        if (/^(schema|currentschema|search_path)$/i.test(name))
            return `its parameter ${name} is not known to the server; use options=-c%20search_path%3D…`;
        if (/^(host|hostaddr|port|user|password|dbname|service)$/i.test(name))
            return `its parameter ${name} would change where it leads; write that in front of the question mark`;
        const weak = /^(disable|allow|prefer|no-verify|disabled|preferred|false|0)$/i.test(value);
        if (/^(ssl-?mode|ssl|tls)$/i.test(name) && weak && !local)
            return `${name}=${value} would talk to a remote database without verified TLS; remove it`;
    }
    return undefined;
}


/***/ }),

/***/ 86874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   Cb: () => (/* binding */ firstWords),
/* harmony export */   oJ: () => (/* binding */ statementHead)
/* harmony export */ });
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(45497);

function codeOf(text, engine) {
    const code = [];
    for (const token of (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTokens */ .e)(text, engine)) {
        const shown = withoutData(text, token);
        code.push(token.kind === 'word' ? shown.toUpperCase() : shown);
    }
    return code;
}
function withoutData(text, { kind, start, end }) {
    return kind === 'string' || kind === 'unclosed' || kind === 'nested' ? "'…'" : text.slice(start, end);
}
const maxLength = 70;
function statementHead(text, engine) {
    let [head, end] = ['', -1];
    for (const token of (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTokens */ .e)(text, engine)) {
        const shown = withoutData(text, token);
        if (head.length + shown.length > maxLength)
            return `${head} …`;
        head += (end < 0 || end === token.start ? '' : ' ') + shown;
        end = token.end;
    }
    return head;
}
function firstWords(text, engine, count) {
    const words = [];
    for (const { kind, start, end } of (0,_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTokens */ .e)(text, engine)) {
        if (kind !== 'word' || words.length === count)
            break;
        words.push(text.slice(start, end).toUpperCase());
    }
    return words;
}


/***/ }),

/***/ 42329:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ki: () => (/* binding */ engineNamed),
/* harmony export */   L5: () => (/* binding */ defaultPort),
/* harmony export */   v6: () => (/* binding */ engineTitle)
/* harmony export */ });
function engineNamed(name) {
    const [plain = ''] = name.toLowerCase().split('+', 1);
    if (/^(mysql|mariadb|aurora-mysql|aurora)$/.test(plain))
        return 'mysql';
    if (/^(postgres|postgresql|aurora-postgresql)$/.test(plain))
        return 'postgres';
    return undefined;
}
function engineTitle(engine) {
    return engine === 'mysql' ? 'MySQL' : 'PostgreSQL';
}
function defaultPort(engine) {
    return engine === 'mysql' ? 3306 : 5432;
}


/***/ }),

/***/ 37692:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jh: () => (/* binding */ changesRowsOnly),
/* harmony export */   l6: () => (/* binding */ isSessionSetting),
/* harmony export */   qC: () => (/* binding */ progressPiece)
/* harmony export */ });
/* harmony import */ var _code_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86874);

function progressPiece({ text }, index) {
    return index === 0 ? text : `\u0000${text}`;
}
function isSessionSetting(text, engine) {
    const [first, second] = (0,_code_js__WEBPACK_IMPORTED_MODULE_0__/* .firstWords */ .Cb)(text, engine, 2);
    return (first === 'SET' && second !== 'GLOBAL' && second !== 'PERSIST') || first === 'USE' || first === 'RESET';
}
function changesRowsOnly(text, engine) {
    return /^(INSERT|UPDATE|DELETE|REPLACE)$/.test((0,_code_js__WEBPACK_IMPORTED_MODULE_0__/* .firstWords */ .Cb)(text, engine, 1)[0] ?? '');
}


/***/ }),

/***/ 54272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ lineAt),
  M: () => (/* binding */ scanStatements)
});

// EXTERNAL MODULE: ./lib/domain/sql/lexing.js
var lexing = __webpack_require__(43520);
;// CONCATENATED MODULE: ./lib/domain/sql/mysql-routine.js
const routineKinds = /^(PROCEDURE|FUNCTION|TRIGGER|EVENT)$/;
const otherKinds = /^(TABLE|TEMPORARY|VIEW|ALGORITHM|SQL|INDEX|UNIQUE|FULLTEXT|SPATIAL|DATABASE|SCHEMA|USER|ROLE|SERVER|SEQUENCE|TABLESPACE|LOGFILE|UNDO|RESOURCE)$/;
const blockWords = /^(IF|LOOP|WHILE|REPEAT)$/;
const beforeStatement = /^(;|:|BEGIN|THEN|ELSE|DO|LOOP|REPEAT|ROW)$/;
const mysqlRoutine = routine({ kind: 'unknown', blocks: 0, previous: '' });
function routine(state) {
    return { isOpen: state.blocks > 0, after: (part) => routine(next(state, part)) };
}
function next(state, part) {
    if (state.kind === 'other')
        return state;
    if (state.kind === 'routine')
        return { ...state, previous: part, blocks: blocksAfter(state, part) };
    return { ...state, previous: part, ...started(state.previous, part) };
}
function started(previous, part) {
    if (previous === '' && part !== 'CREATE' && part !== 'BEGIN')
        return { kind: 'other', blocks: 0 };
    if (previous === 'BEGIN')
        return part === 'NOT' ? { kind: 'routine', blocks: 1 } : { kind: 'other', blocks: 0 };
    if (routineKinds.test(part))
        return { kind: 'routine', blocks: 0 };
    return { kind: otherKinds.test(part) ? 'other' : 'unknown', blocks: 0 };
}
function blocksAfter({ previous, blocks }, part) {
    if (previous === '.')
        return blocks;
    if (part === 'END')
        return Math.max(0, blocks - 1);
    if (previous === 'END')
        return blocks;
    if (part === 'BEGIN' || part === 'CASE')
        return blocks + 1;
    return blockWords.test(part) && beforeStatement.test(previous) ? blocks + 1 : blocks;
}

// EXTERNAL MODULE: ./lib/domain/sql/mysql-token.js
var mysql_token = __webpack_require__(54741);
;// CONCATENATED MODULE: ./lib/domain/sql/piece.js
function tokenProblem(text, { kind, start }) {
    if (kind === 'nested')
        return { position: start, reason: 'executable comments are nested too deeply here' };
    if (kind !== 'unclosed')
        return undefined;
    const what = text.startsWith('/*', start) ? 'comment' : 'quote';
    return { position: start, reason: `the ${what} that begins here is never closed` };
}

;// CONCATENATED MODULE: ./lib/domain/sql/mysql-statements.js




function* mysqlPieces(text) {
    let delimiter = ';';
    let open;
    for (let at = 0; at < text.length;) {
        if (text.startsWith(delimiter, at) && (delimiter !== ';' || !open?.routine.isOpen)) {
            if (open)
                yield open;
            open = undefined;
            at += delimiter.length;
            continue;
        }
        const token = (0,mysql_token/* mysqlToken */._)(text, at);
        at = token.end;
        if (token.kind === 'gap')
            continue;
        const problem = tokenProblem(text, token);
        if (problem)
            return yield problem;
        const part = text.slice(token.start, token.end);
        if (open === undefined && /^delimiter$/i.test(part)) {
            const command = delimiterCommand(text, token);
            if ('reason' in command)
                return yield command;
            ({ delimiter, end: at } = command);
            continue;
        }
        const routine = (open?.routine ?? mysqlRoutine).after(token.kind === 'word' ? part.toUpperCase() : part);
        open = { start: open?.start ?? token.start, end: token.end, routine };
    }
    if (open)
        yield open;
}
const maxDelimiterLength = 15;
function delimiterCommand(text, { start, end }) {
    const line = text.slice(end, (0,lexing/* lineEnd */.kd)(text, end));
    const [delimiter = ''] = line.trim().split(/\s/, 1);
    if (delimiter === '')
        return { position: start, reason: 'DELIMITER names no delimiter' };
    if (delimiter.length > maxDelimiterLength)
        return { position: start, reason: `the delimiter is longer than ${maxDelimiterLength} characters` };
    return { delimiter, end: end + line.length };
}

// EXTERNAL MODULE: ./lib/domain/sql/postgres-token.js
var postgres_token = __webpack_require__(77860);
;// CONCATENATED MODULE: ./lib/domain/sql/postgres-statements.js


function* postgresPieces(text) {
    let open;
    for (let at = 0; at < text.length;) {
        const token = (0,postgres_token/* postgresToken */.V)(text, at);
        at = token.end;
        if (token.kind === 'gap')
            continue;
        const problem = tokenProblem(text, token);
        if (problem)
            return yield problem;
        const part = text.slice(token.start, token.end);
        if (part === ';' && (open === undefined || isComplete(open))) {
            if (open && isCopyFromStdin(text, open))
                return yield copyRefused(open.start);
            if (open)
                yield open;
            open = undefined;
            continue;
        }
        if (part === '\\')
            return yield metaCommand(token.start);
        open = grown(open ?? nothing(token.start), token.kind === 'word' ? part.toUpperCase() : part, token);
    }
    if (open && isCopyFromStdin(text, open))
        return yield copyRefused(open.start);
    if (open)
        yield open;
}
function nothing(start) {
    return { start, end: start, words: [], parentheses: 0, blocks: 0 };
}
function isComplete({ parentheses, blocks }) {
    return parentheses === 0 && blocks === 0;
}
function grown(open, part, { kind, end }) {
    const parentheses = Math.max(0, open.parentheses + (part === '(' ? 1 : part === ')' ? -1 : 0));
    if (kind !== 'word')
        return { ...open, end, parentheses };
    const words = open.words.length < 4 ? [...open.words, part] : open.words;
    return { ...open, end, parentheses, words, blocks: postgres_statements_blocksAfter(open, part) };
}
function postgres_statements_blocksAfter({ words, parentheses, blocks }, word) {
    if (parentheses > 0 || !createsRoutine(words))
        return blocks;
    if (word === 'BEGIN')
        return blocks + 1;
    if (word === 'CASE' && blocks > 0)
        return blocks + 1;
    return word === 'END' ? Math.max(0, blocks - 1) : blocks;
}
function createsRoutine([first, second, third, fourth]) {
    const kind = second === 'OR' && third === 'REPLACE' ? fourth : second;
    return first === 'CREATE' && (kind === 'FUNCTION' || kind === 'PROCEDURE');
}
function isCopyFromStdin(text, { start, end, words }) {
    return words[0] === 'COPY' && /\bfrom\s+stdin\b/i.test(text.slice(start, end));
}
function copyRefused(position) {
    const reason = 'COPY … FROM stdin cannot be run from a file here; write INSERT statements (pg_dump --inserts)';
    return { position, reason };
}
function metaCommand(position) {
    return {
        position,
        reason: 'this is a command of psql (it begins with a backslash), which the server does not understand',
    };
}

;// CONCATENATED MODULE: ./lib/domain/sql/statement.js


function scanStatements(text, engine) {
    if (text.length > maxFileLength)
        return { ok: false, line: 1, reason: 'the file is longer than 64 MiB; split it' };
    const statements = [];
    const lineOf = lineCounter(text);
    for (const piece of engine === 'mysql' ? mysqlPieces(text) : postgresPieces(text)) {
        if ('reason' in piece)
            return { ok: false, line: lineOf(piece.position), reason: piece.reason };
        const { start, end } = piece;
        const line = lineOf(start);
        const reason = tooMuch(end - start, statements.length);
        if (reason)
            return { ok: false, line, reason };
        statements.push({ text: text.slice(start, end), start, line });
    }
    return { ok: true, statements };
}
const maxFileLength = 64 << 20;
const maxStatementLength = 16 << 20;
const maxStatements = 1_000_000;
function tooMuch(length, before) {
    if (length > maxStatementLength)
        return 'the statement that begins here is longer than 16 MiB; split it';
    if (before === maxStatements)
        return 'the file has more than 1,000,000 statements; split it';
    return undefined;
}
function lineAt(text, position) {
    return lineCounter(text)(position);
}
function lineCounter(text) {
    let line = 1;
    let next = text.indexOf('\n');
    return (position) => {
        for (; next >= 0 && next < position; next = text.indexOf('\n', next + 1))
            line++;
        return line;
    };
}


/***/ }),

/***/ 16572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ counted)
/* harmony export */ });
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}


/***/ })

};
