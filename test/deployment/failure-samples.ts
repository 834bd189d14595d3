import type { LogTail } from '../../src/deployment/log-tail.ts';

/** What was seen of a failure in the world, and what the message about it has to say. */
export interface Sample {
  readonly title: string;
  /** What the platform told: the reason, events, stopped tasks. */
  readonly platform: readonly string[];
  /** What the app's log has. */
  readonly app: readonly string[];
  /** The first error of the app itself; undefined: it names none. */
  readonly error: string | undefined;
  readonly hint: RegExp;
}

const noAnswer =
  "[AppRunner] Health check failed on protocol `HTTP`[Path: '/health'], [Port: '8000']. Check your configured port number.";
const stopped =
  '[AppRunner] Your application stopped or failed to start. See logs for more information.  Container exit code: 1';
const exit = (code: number) => `Essential container in task exited (exit code ${code})`;
const elb =
  'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/a/b)';
const ended = /ended by itself: its log tells why/;
const network = /cannot reach another server/;
const ports = /listens on `port` on 0\.0\.0\.0/;
const own = /Mend that error of the app first/;
const command = /not in the image/;
const memory = /more `memory`/;
const listens = /cannot listen/;

/** Messages as programs and AWS print them, shortened. */
export const samples: readonly Sample[] = [
  {
    title: 'Python: a module is missing',
    platform: [stopped, noAnswer],
    app: [
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 3, in <module>',
      '    import fastapi_users',
      "ModuleNotFoundError: No module named 'fastapi_users'",
    ],
    error: "ModuleNotFoundError: No module named 'fastapi_users'",
    hint: ended,
  },
  {
    title: 'Python: an import that moved',
    platform: [stopped],
    app: [
      'Traceback (most recent call last):',
      '  File "/app/app.py", line 1, in <module>',
      '    from flask import Flask',
      "ImportError: cannot import name 'url_quote' from 'werkzeug.urls'",
    ],
    error: "ImportError: cannot import name 'url_quote' from 'werkzeug.urls'",
    hint: ended,
  },
  {
    title: 'Python: a variable is missing',
    platform: [exit(1)],
    app: [
      'Traceback (most recent call last):',
      '  File "/app/settings.py", line 9, in <module>',
      '    KEY = os.environ["API_KEY"]',
      "KeyError: 'API_KEY'",
    ],
    error: "KeyError: 'API_KEY'",
    hint: ended,
  },
  {
    title: 'Django: no secret key',
    platform: [exit(1)],
    app: [
      'Traceback (most recent call last):',
      '  File "manage.py", line 22, in <module>',
      'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.',
    ],
    error: 'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.',
    hint: ended,
  },
  {
    title: 'Django: a host that is not allowed',
    platform: [elb],
    app: [
      '[2024-05-01 10:00:01 +0000] [7] [INFO] Booting worker with pid: 7',
      "ERROR Invalid HTTP_HOST header: '10.0.1.23:8000'. You may need to add '10.0.1.23' to ALLOWED_HOSTS.",
    ],
    error: "ERROR Invalid HTTP_HOST header: '10.0.1.23:8000'. You may need to add '10.0.1.23' to ALLOWED_HOSTS.",
    hint: own,
  },
  {
    title: 'psycopg2: no database',
    platform: [exit(1)],
    app: [
      'Traceback (most recent call last):',
      '  File "/usr/lib/python3/psycopg2/__init__.py", line 122, in connect',
      'psycopg2.OperationalError: connection to server at "10.0.3.4", port 5432 failed: Connection refused',
      '\tIs the server running on that host and accepting TCP/IP connections?',
    ],
    error: 'psycopg2.OperationalError: connection to server at "10.0.3.4", port 5432 failed: Connection refused',
    hint: network,
  },
  {
    title: 'pymysql: no way to the database',
    platform: [noAnswer],
    app: [
      'Traceback (most recent call last):',
      '  File "/app/db.py", line 4, in <module>',
      "pymysql.err.OperationalError: (2003, \"Can't connect to MySQL server on 'db.internal' (timed out)\")",
    ],
    error: "pymysql.err.OperationalError: (2003, \"Can't connect to MySQL server on 'db.internal' (timed out)\")",
    hint: network,
  },
  {
    title: 'gunicorn: a worker that does not boot',
    platform: [stopped, noAnswer],
    app: [
      '[2024-05-01 10:00:00 +0000] [1] [INFO] Starting gunicorn 21.2.0',
      '[2024-05-01 10:00:01 +0000] [7] [ERROR] Exception in worker process',
      'Traceback (most recent call last):',
      '  File "/usr/local/lib/python3.11/site-packages/gunicorn/arbiter.py", line 609, in spawn_worker',
      '    worker.init_process()',
      "ModuleNotFoundError: No module named 'app'",
      '[2024-05-01 10:00:01 +0000] [1] [ERROR] Reason: Worker failed to boot.',
    ],
    error: "ModuleNotFoundError: No module named 'app'",
    hint: ended,
  },
  {
    title: 'gunicorn: the name of the app is wrong',
    platform: [exit(4)],
    app: [
      '[2024-05-01 10:00:01 +0000] [1] [INFO] Starting gunicorn 21.2.0',
      "Failed to find attribute 'app' in 'main'.",
      '[2024-05-01 10:00:02 +0000] [1] [ERROR] Reason: App failed to load.',
    ],
    error: '[2024-05-01 10:00:02 +0000] [1] [ERROR] Reason: App failed to load.',
    hint: ended,
  },
  {
    title: 'gunicorn: a worker is killed',
    platform: [elb],
    app: [
      '[2024-05-01 10:02:00 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:7)',
      '[2024-05-01 10:02:01 +0000] [1] [ERROR] Worker (pid:7) was sent SIGKILL! Perhaps out of memory?',
    ],
    error: '[2024-05-01 10:02:00 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:7)',
    hint: memory,
  },
  {
    title: 'uvicorn: the app cannot be imported',
    platform: [stopped],
    app: ['INFO:     Will watch for changes', 'ERROR:    Error loading ASGI app. Could not import module "main".'],
    error: 'ERROR:    Error loading ASGI app. Could not import module "main".',
    hint: ended,
  },
  {
    title: 'uvicorn: the start of the app fails',
    platform: [exit(3)],
    app: ['INFO:     Waiting for application startup.', 'ERROR:    Application startup failed. Exiting.'],
    error: 'ERROR:    Application startup failed. Exiting.',
    hint: ended,
  },
  {
    title: 'uvicorn: the port is taken',
    platform: [exit(1)],
    app: ["ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use"],
    error: "ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use",
    hint: listens,
  },
  {
    title: 'uvicorn: 500 at the health path',
    platform: [noAnswer],
    app: [
      'INFO:     Application startup complete.',
      'INFO:     10.0.0.7:41234 - "GET /health HTTP/1.1" 500 Internal Server Error',
    ],
    error: undefined,
    hint: /fails at \/health/,
  },
  {
    title: 'Node.js: a file is missing',
    platform: [stopped, noAnswer],
    app: [
      'node:internal/modules/cjs/loader:1080',
      '  throw err;',
      '  ^',
      "Error: Cannot find module '/app/server.js'",
      '    at Module._resolveFilename (node:internal/modules/cjs/loader:1077:15)',
    ],
    error: "Error: Cannot find module '/app/server.js'",
    hint: ended,
  },
  {
    title: 'Node.js: a module is missing',
    platform: [exit(1)],
    app: [
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'express' imported from /app/index.mjs",
      '    at packageResolve (node:internal/modules/esm/resolve:853:9)',
    ],
    error: "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'express' imported from /app/index.mjs",
    hint: ended,
  },
  {
    title: 'Node.js: a syntax that this version does not know',
    platform: [exit(1)],
    app: [
      '/app/index.js:1',
      'import express from "express";',
      '^^^^^^',
      'SyntaxError: Cannot use import statement outside a module',
    ],
    error: 'SyntaxError: Cannot use import statement outside a module',
    hint: ended,
  },
  {
    title: 'Node.js: a name that is not defined',
    platform: [exit(1)],
    app: ['/app/index.js:7', 'app.listn(port)', '    ^', 'TypeError: app.listn is not a function'],
    error: 'TypeError: app.listn is not a function',
    hint: ended,
  },
  {
    title: 'Node.js: the port is taken',
    platform: [exit(1)],
    app: [
      'Error: listen EADDRINUSE: address already in use :::3000',
      '    at Server.setupListenHandle [as _listen2] (node:net:1463:16)',
    ],
    error: 'Error: listen EADDRINUSE: address already in use :::3000',
    hint: listens,
  },
  {
    title: 'Node.js: a port below 1024',
    platform: [exit(1)],
    app: ['Error: listen EACCES: permission denied 0.0.0.0:80'],
    error: 'Error: listen EACCES: permission denied 0.0.0.0:80',
    hint: listens,
  },
  {
    title: 'Node.js: no database',
    platform: [noAnswer],
    app: [
      'Error: connect ECONNREFUSED 10.0.3.4:5432',
      '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1494:16)',
    ],
    error: 'Error: connect ECONNREFUSED 10.0.3.4:5432',
    hint: network,
  },
  {
    title: 'Node.js: a host that has no address',
    platform: [noAnswer],
    app: ['Error: getaddrinfo ENOTFOUND db.clinic.internal'],
    error: 'Error: getaddrinfo ENOTFOUND db.clinic.internal',
    hint: network,
  },
  {
    title: 'Node.js: the heap is full',
    platform: [exit(134)],
    app: [
      '<--- Last few GCs --->',
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    ],
    error: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    hint: memory,
  },
  {
    title: 'Node.js: a promise that nobody caught',
    platform: [exit(1)],
    app: [
      '[UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block.]',
    ],
    error:
      '[UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block.]',
    hint: ended,
  },
  {
    title: 'npm: no such script',
    platform: [exit(1)],
    app: ['npm ERR! Missing script: "start"', 'npm ERR! A complete log of this run can be found in: /root/.npm/_logs'],
    error: 'npm ERR! Missing script: "start"',
    hint: ended,
  },
  {
    title: 'npm 10: no such script',
    platform: [exit(1)],
    app: ['npm error Missing script: "start"'],
    error: 'npm error Missing script: "start"',
    hint: ended,
  },
  {
    title: 'Next.js: it was not built',
    platform: [stopped],
    app: [
      "Error: Could not find a production build in the '.next' directory. Try building your app with 'next build' before starting the production server.",
    ],
    error:
      "Error: Could not find a production build in the '.next' directory. Try building your app with 'next build' before starting the production server.",
    hint: ended,
  },
  {
    title: 'Prisma: no database',
    platform: [noAnswer],
    app: ["PrismaClientInitializationError: Can't reach database server at `db.internal:5432`"],
    error: "PrismaClientInitializationError: Can't reach database server at `db.internal:5432`",
    hint: network,
  },
  {
    title: 'pino: a fatal line',
    platform: [exit(1)],
    app: ['{"level":30,"msg":"starting"}', '{"level":60,"msg":"no configuration"}'],
    error: '{"level":60,"msg":"no configuration"}',
    hint: ended,
  },
  {
    title: 'Spring Boot: the port is taken',
    platform: [exit(1)],
    app: [
      '***************************',
      'APPLICATION FAILED TO START',
      '***************************',
      'Description:',
      'Web server failed to start. Port 8080 was already in use.',
    ],
    error: 'APPLICATION FAILED TO START',
    hint: listens,
  },
  {
    title: 'Spring Boot: a bean',
    platform: [stopped],
    app: [
      '2024-05-01T10:00:00.000Z ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed',
      "org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'dataSource'",
    ],
    error: '2024-05-01T10:00:00.000Z ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed',
    hint: ended,
  },
  {
    title: 'Java: no such jar',
    platform: [exit(1)],
    app: ['Error: Unable to access jarfile app.jar'],
    error: 'Error: Unable to access jarfile app.jar',
    hint: ended,
  },
  {
    title: 'Java: no main class',
    platform: [exit(1)],
    app: [
      'Error: Could not find or load main class com.example.Main',
      'Caused by: java.lang.ClassNotFoundException: com.example.Main',
    ],
    error: 'Error: Could not find or load main class com.example.Main',
    hint: ended,
  },
  {
    title: 'Java: an older runtime',
    platform: [exit(1)],
    app: [
      'Exception in thread "main" java.lang.UnsupportedClassVersionError: Main has been compiled by a more recent version of the Java Runtime',
    ],
    error:
      'Exception in thread "main" java.lang.UnsupportedClassVersionError: Main has been compiled by a more recent version of the Java Runtime',
    hint: ended,
  },
  {
    title: 'Java: the heap is full',
    platform: [exit(1)],
    app: ['Exception in thread "main" java.lang.OutOfMemoryError: Java heap space'],
    error: 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
    hint: memory,
  },
  {
    title: 'Go: a panic',
    platform: [exit(2)],
    app: [
      'panic: runtime error: invalid memory address or nil pointer dereference',
      '[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x47c5a1]',
      'goroutine 1 [running]:',
    ],
    error: 'panic: runtime error: invalid memory address or nil pointer dereference',
    hint: ended,
  },
  {
    title: 'Go: a port below 1024',
    platform: [exit(1)],
    app: ['2024/05/01 10:00:00 listen tcp :80: bind: permission denied'],
    error: '2024/05/01 10:00:00 listen tcp :80: bind: permission denied',
    hint: listens,
  },
  {
    title: 'Go: no database',
    platform: [exit(1)],
    app: ['2024/05/01 10:00:00 dial tcp 10.0.3.4:5432: connect: connection refused'],
    error: '2024/05/01 10:00:00 dial tcp 10.0.3.4:5432: connect: connection refused',
    hint: network,
  },
  {
    title: 'Go: logrus',
    platform: [exit(1)],
    app: ['time="2024-05-01T10:00:00Z" level=fatal msg="missing DATABASE_URL"'],
    error: 'time="2024-05-01T10:00:00Z" level=fatal msg="missing DATABASE_URL"',
    hint: ended,
  },
  {
    title: 'Ruby: a library is missing',
    platform: [exit(1)],
    app: ["/usr/local/lib/ruby/3.2.0/bundled_gems.rb:69:in `require': cannot load such file -- pg (LoadError)"],
    error: "/usr/local/lib/ruby/3.2.0/bundled_gems.rb:69:in `require': cannot load such file -- pg (LoadError)",
    hint: ended,
  },
  {
    title: 'Rails: no secret',
    platform: [exit(1)],
    app: [
      'bundler: failed to load command: puma (/usr/local/bundle/bin/puma)',
      "ArgumentError: Missing `secret_key_base` for 'production' environment",
    ],
    error: "ArgumentError: Missing `secret_key_base` for 'production' environment",
    hint: ended,
  },
  {
    title: 'Rails: no database',
    platform: [stopped],
    app: [
      'ActiveRecord::ConnectionNotEstablished: could not connect to server: Connection refused',
      '\tIs the server running on host "10.0.3.4" and accepting TCP/IP connections on port 5432?',
    ],
    error: 'ActiveRecord::ConnectionNotEstablished: could not connect to server: Connection refused',
    hint: network,
  },
  {
    title: 'Puma: the port is taken',
    platform: [exit(1)],
    app: ['Address already in use - bind(2) for "0.0.0.0" port 3000 (Errno::EADDRINUSE)'],
    error: 'Address already in use - bind(2) for "0.0.0.0" port 3000 (Errno::EADDRINUSE)',
    hint: listens,
  },
  {
    title: 'PHP: a fatal error',
    platform: [elb],
    app: ['PHP Fatal error:  Uncaught Error: Class "Redis" not found in /var/www/html/index.php:3'],
    error: 'PHP Fatal error:  Uncaught Error: Class "Redis" not found in /var/www/html/index.php:3',
    hint: own,
  },
  {
    title: 'Laravel: no folder for its log',
    platform: [elb],
    app: [
      '[2024-05-01 10:00:00] production.ERROR: The stream or file "/var/www/storage/logs/laravel.log" could not be opened in append mode: Permission denied',
    ],
    error:
      '[2024-05-01 10:00:00] production.ERROR: The stream or file "/var/www/storage/logs/laravel.log" could not be opened in append mode: Permission denied',
    hint: own,
  },
  {
    title: 'PHP-FPM: a configuration',
    platform: [exit(78)],
    app: [
      '[01-May-2024 10:00:00] ERROR: failed to load configuration file',
      '[01-May-2024 10:00:00] ERROR: FPM initialization failed',
    ],
    error: '[01-May-2024 10:00:00] ERROR: failed to load configuration file',
    hint: ended,
  },
  {
    title: '.NET: an exception that nobody caught',
    platform: [exit(139)],
    app: ['Unhandled exception. System.InvalidOperationException: Unable to resolve service for type Clinic.IStore'],
    error: 'Unhandled exception. System.InvalidOperationException: Unable to resolve service for type Clinic.IStore',
    hint: /signal SEGV/,
  },
  {
    title: '.NET: no such file',
    platform: [exit(145)],
    app: [
      'Could not execute because the specified command or file was not found.',
      '  * You intended to execute a .NET program, but dotnet-Clinic.dll does not exist.',
    ],
    error: 'Could not execute because the specified command or file was not found.',
    hint: ended,
  },
  {
    title: '.NET: the port is taken',
    platform: [exit(134)],
    app: [
      'Unhandled exception. System.IO.IOException: Failed to bind to address http://0.0.0.0:8080: address already in use.',
    ],
    error:
      'Unhandled exception. System.IO.IOException: Failed to bind to address http://0.0.0.0:8080: address already in use.',
    hint: listens,
  },
  {
    title: 'nginx: a host that it does not find',
    platform: [exit(1)],
    app: ['2024/05/01 10:00:00 [emerg] 1#1: host not found in upstream "api" in /etc/nginx/conf.d/default.conf:12'],
    error: '2024/05/01 10:00:00 [emerg] 1#1: host not found in upstream "api" in /etc/nginx/conf.d/default.conf:12',
    hint: ended,
  },
  {
    title: 'nginx: a port below 1024',
    platform: [exit(1)],
    app: ['nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)'],
    error: 'nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)',
    hint: ended,
  },
  {
    title: 'Beanstalk: nginx finds no app, which has said why',
    platform: [
      'Environment health has transitioned from Ok to Severe. 100.0 % of the requests are failing with HTTP 5xx.',
    ],
    app: [
      '2024/05/01 10:00:00 [error] 4610#4610: *19 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.5, upstream: "http://127.0.0.1:8000/"',
      'May  1 10:00:00 ip-10-0-0-5 web[4700]: Traceback (most recent call last):',
      'May  1 10:00:00 ip-10-0-0-5 web[4700]:   File "/var/app/current/application.py", line 1, in <module>',
      "May  1 10:00:00 ip-10-0-0-5 web[4700]: ModuleNotFoundError: No module named 'flask'",
    ],
    error: "ModuleNotFoundError: No module named 'flask'",
    hint: own,
  },
  {
    title: 'Beanstalk: nginx finds no app, which says nothing',
    platform: [
      'Environment health has transitioned from Ok to Severe. ELB processes are not healthy on all instances. ELB health is failing: unhealthy.',
    ],
    app: [
      '2024/05/01 10:00:00 [error] 4610#0: *19 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.5, upstream: "http://127.0.0.1:8081/"',
    ],
    error: undefined,
    hint: ports,
  },
  {
    title: 'a shell without the command',
    platform: [exit(127)],
    app: ['/bin/sh: 1: gunicorn: not found'],
    error: '/bin/sh: 1: gunicorn: not found',
    hint: command,
  },
  {
    title: 'a script with Windows line ends',
    platform: [exit(1)],
    app: ['exec /docker-entrypoint.sh: no such file or directory'],
    error: 'exec /docker-entrypoint.sh: no such file or directory',
    hint: command,
  },
  {
    title: 'a script that is not executable',
    platform: [exit(126)],
    app: ['/bin/sh: ./start.sh: Permission denied'],
    error: '/bin/sh: ./start.sh: Permission denied',
    hint: /chmod \+x/,
  },
  {
    title: 'another processor',
    platform: [stopped],
    app: ['exec /usr/local/bin/node: exec format error'],
    error: 'exec /usr/local/bin/node: exec format error',
    hint: /linux\/amd64/,
  },
  {
    title: 'a crash',
    platform: [exit(139)],
    app: ['Segmentation fault (core dumped)'],
    error: 'Segmentation fault (core dumped)',
    hint: /signal SEGV/,
  },
  { title: 'killed by the kernel', platform: [exit(137)], app: ['Killed'], error: 'Killed', hint: memory },
  { title: 'ECS: exit code 0 and no log', platform: [exit(0)], app: [], error: undefined, hint: /without an error/ },
  { title: 'ECS: exit code 1 and no log', platform: [exit(1)], app: [], error: undefined, hint: ended },
  { title: 'ECS: exit code 2 and no log', platform: [exit(2)], app: [], error: undefined, hint: ended },
  { title: 'ECS: exit code 126 and no log', platform: [exit(126)], app: [], error: undefined, hint: /chmod \+x/ },
  { title: 'ECS: exit code 127 and no log', platform: [exit(127)], app: [], error: undefined, hint: command },
  { title: 'ECS: exit code 137 and no log', platform: [exit(137)], app: [], error: undefined, hint: memory },
  { title: 'ECS: exit code 139 and no log', platform: [exit(139)], app: [], error: undefined, hint: /signal SEGV/ },
  { title: 'ECS: exit code 143 and no log', platform: [exit(143)], app: [], error: undefined, hint: /signal TERM/ },
  {
    title: 'App Runner: exit code 1 and no log',
    platform: [stopped, noAnswer],
    app: [],
    error: undefined,
    hint: ended,
  },
  {
    title: 'App Runner: no answer and no error',
    platform: [noAnswer],
    app: ['listening on 3000'],
    error: undefined,
    hint: ports,
  },
  {
    title: 'App Runner: TCP',
    platform: ["[AppRunner] Health check failed on protocol `TCP` [Port: '8080']."],
    app: [],
    error: undefined,
    hint: ports,
  },
  {
    title: 'App Runner: the image cannot be copied',
    platform: ['[AppRunner] Deployment with ID : 7f05 failed. Failure reason : Failed to copy the image from ECR'],
    app: [],
    error: undefined,
    hint: /linux\/amd64/,
  },
  {
    title: 'App Runner: the image cannot be pulled',
    platform: [
      '[AppRunner] Failed to pull your application image. Be sure you configure your service with a valid access role to your ECR repository.',
    ],
    app: [],
    error: undefined,
    hint: /may pull it/,
  },
  {
    title: 'ECS: no pull',
    platform: [
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111111111111.dkr.ecr.eu-central-1.amazonaws.com/clinic:v2: not found',
    ],
    app: [],
    error: undefined,
    hint: /may pull it/,
  },
  {
    title: 'ECS: the wrong processor',
    platform: [
      'CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform linux/amd64',
    ],
    app: [],
    error: undefined,
    hint: /linux\/amd64/,
  },
  {
    title: 'ECS: a secret',
    platform: [
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException',
    ],
    app: [],
    error: undefined,
    hint: /may read every ARN/,
  },
  {
    title: 'ECS: no such key in a secret',
    platform: [
      'ResourceInitializationError: unable to pull secrets or registry auth: retrieved secret from Secrets Manager did not contain json key DB_URL',
    ],
    app: [],
    error: undefined,
    hint: /may read every ARN/,
  },
  {
    title: 'ECS: memory',
    platform: ['OutOfMemoryError: Container killed due to memory usage (exit code 137)'],
    app: [],
    error: undefined,
    hint: memory,
  },
  { title: 'ECS: no answer', platform: [elb], app: ['listening on 8080'], error: undefined, hint: ports },
  {
    title: 'ECS: 404',
    platform: [
      'service clinic: (port 8080) is unhealthy in (target-group b) due to (reason Health checks failed with these codes: [404])',
    ],
    app: [],
    error: undefined,
    hint: /answers 404/,
  },
  {
    title: 'ECS: 500',
    platform: [
      'service clinic: (port 8080) is unhealthy in (target-group b) due to (reason Health checks failed with these codes: [500])',
    ],
    app: [],
    error: undefined,
    hint: /fails at \/health/,
  },
  {
    title: 'ECS: 302',
    platform: [
      'service clinic: (port 8080) is unhealthy in (target-group b) due to (reason Health checks failed with these codes: [302])',
    ],
    app: [],
    error: undefined,
    hint: /redirects at \/health/,
  },
  {
    title: 'ECS: a container health check',
    platform: ['Task failed container health checks'],
    app: ['Error: connect ECONNREFUSED 10.0.3.4:6379'],
    error: 'Error: connect ECONNREFUSED 10.0.3.4:6379',
    hint: network,
  },
  {
    title: 'ECS: no command',
    platform: [
      'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: exec: "start.sh": executable file not found in $PATH: unknown',
    ],
    app: [],
    error: undefined,
    hint: command,
  },
  {
    title: 'ECS: the role',
    platform: [
      "ECS was unable to assume the role 'arn:aws:iam::111111111111:role/task' that was provided for this task.",
    ],
    app: [],
    error: undefined,
    hint: /may pull it/,
  },
  {
    title: 'Beanstalk: a command of the app',
    platform: ['Instance deployment failed. For details, see eb-engine.log.'],
    app: [
      '[ERROR] An error occurred during execution of command [app-deploy] - [Install application requirements]. Stop running the command. Error: fail to install dependencies with requirements.txt with error exit status 1',
    ],
    error:
      '[ERROR] An error occurred during execution of command [app-deploy] - [Install application requirements]. Stop running the command. Error: fail to install dependencies with requirements.txt with error exit status 1',
    hint: ended,
  },
  {
    title: 'Beanstalk: no good answer in time',
    platform: [
      "Instance id(s) 'i-0cbd3257' did not pass health check after command execution. Aborting the operation.",
    ],
    app: [],
    error: undefined,
    hint: ports,
  },
  {
    title: 'Beanstalk: no pull',
    platform: ['Instance deployment failed. For details, see eb-engine.log.'],
    app: [
      'Error response from daemon: pull access denied for clinic, repository does not exist or may require authorization',
    ],
    error:
      'Error response from daemon: pull access denied for clinic, repository does not exist or may require authorization',
    hint: /may pull it/,
  },
];

/** A sample as the logs of a failed deployment. */
export function logsOf({ platform, app }: Sample): readonly LogTail[] {
  return [
    { title: 'Events', lines: platform },
    { title: 'Application log', lines: app, isOfApp: true },
  ];
}
