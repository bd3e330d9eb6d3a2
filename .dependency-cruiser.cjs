const service = '^apps/([^/]+)/src/';
const composition = [
  '^apps/[^/]+/src/(compose|main)[.]ts$',
  '^apps/[^/]+/src/compose-[a-z-]+[.]ts$',
  '^apps/[^/]+/src/[a-z-]+/(compose|main)[.]ts$',
];
const test = '[.](test|fixture|suite)[.]tsx?$';
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

// The folders of the runtime from bottom to top, each with the ones that it stands on: what lies in a folder of one of them only where
// that is named itself. What lies at the top of src/ may know all.
const below = {
  process: [],
  'process/settings': [],
  'process/duties': ['process'],
  database: ['process', 'process/settings'],
  'database/tables': [],
  http: ['process', 'process/settings', 'database'],
  'http/input': ['process/settings', 'http'],
  'http/documentation': ['http'],
  'http/idempotency': ['process', 'process/duties', 'database', 'http'],
  'http/uploads': ['http', 'http/input'],
  'http/lists': ['http', 'http/input'],
  'http/serving': [
    ...['process', 'database', 'http', 'http/input'],
    ...['http/documentation', 'http/idempotency', 'http/uploads'],
  ],
  bus: ['process', 'process/duties', 'database'],
  'bus/kafka': ['process', 'database', 'bus'],
  'bus/postgres': ['process', 'database', 'bus'],
  'outbox/selected': ['process', 'database'],
  'outbox/sending': ['process', 'database', 'bus'],
  outbox: ['process', 'process/duties', 'database', 'bus', 'outbox/selected', 'outbox/sending'],
  'inbox/states': [],
  inbox: ['process', 'database', 'bus', 'inbox/states'],
  'inbox/attempt': ['database'],
  checks: ['process', 'process/duties', 'database', 'http', 'outbox'],
  'change-requests/tables': ['database', 'database/tables', 'checks'],
  'change-requests': ['process', 'database', 'http', 'http/lists', 'outbox'],
  'change-requests/http': [
    ...['database', 'http', 'http/documentation', 'http/input', 'http/lists'],
    ...['change-requests'],
  ],
  'dead-letters': ['process', 'database', 'database/tables', 'bus', 'inbox', 'inbox/attempt'],
  'dead-letters/http': [
    ...['process', 'process/duties', 'database', 'http', 'http/documentation', 'http/input', 'http/lists'],
    ...['dead-letters', 'change-requests', 'change-requests/http'],
  ],
  'consumer/failures': ['process', 'database', 'bus', 'inbox', 'inbox/attempt', 'dead-letters'],
  consumer: [
    ...['process', 'process/duties', 'database', 'bus', 'inbox', 'inbox/attempt', 'dead-letters'],
    'consumer/failures',
  ],
};

const runtimeFolder = ([folder, ground]) => {
  const allowed = [folder, ...ground];
  const apart = Object.keys(below).filter((other) => other.includes('/') && !allowed.includes(other));
  const inFolder = (name) => `^packages/runtime/src/${name}/`;
  return forbid(
    `runtime-${folder.replace('/', '-')}-imports-downwards`,
    `${folder}/ of the runtime may import ${ground.join(', ') || 'no other folder of it'}`,
    { path: inFolder(folder), pathNot: [test, ...apart.map(inFolder)] },
    { path: [`^packages/runtime/src/(?!(?:${allowed.join('|')})/)`, ...apart.map(inFolder)] },
  );
};

module.exports = {
  forbidden: [
    forbid(
      'domain-is-pure',
      'domain/ may import its own folder and @recoup/domain, nothing else',
      { path: `${service}domain/`, pathNot: test },
      { pathNot: ['^apps/$1/src/domain/', '^packages/domain/src/'] },
    ),
    forbid(
      'application-knows-ports-only',
      'application/ may import domain/, ports/ and @recoup/domain',
      { path: `${service}application/`, pathNot: test },
      { pathNot: ['^apps/$1/src/(application|domain|ports)/', '^packages/domain/src/'] },
    ),
    forbid(
      'ports-speak-domain',
      'ports/ may import domain/ and @recoup/domain',
      { path: `${service}ports/`, pathNot: test },
      { pathNot: ['^apps/$1/src/(ports|domain)/', '^packages/domain/src/'] },
    ),
    forbid(
      'adapters-stay-apart',
      'one technology does not import another; compose.ts joins them. Messages alone are made for a store, which keeps them with the change',
      { path: '^apps/([^/]+)/src/adapters/([^/]+)/', pathNot: test },
      { path: '^apps/$1/src/adapters/', pathNot: '^apps/$1/src/adapters/($2|outbox)/' },
    ),
    forbid(
      'http-writes-no-sql',
      'a route asks a use case or a view; the SQL of a view is in reads/',
      { path: ['^apps/[^/]+/src/adapters/http/', '^apps/[^/]+/src/[^/]+-routes[.]ts$'], pathNot: test },
      { path: 'node_modules/kysely/' },
    ),
    forbid(
      'views-only-query',
      'what shows something gets queries alone (`Queries`), so that no route changes rows past a use case',
      {
        path: ['^apps/[^/]+/src/(adapters/http|reads|rows)/', '^apps/[^/]+/src/[^/]+-routes[.]ts$'],
        pathNot: test,
      },
      { path: '^packages/runtime/src/database/database[.]ts$' },
    ),
    forbid(
      'reads-stand-alone',
      'a view is SQL, its row and its schema: it may know domain/, rows/ and other views, and nothing that decides or writes',
      { path: `${service}reads/`, pathNot: test },
      {
        pathNot: [
          '^apps/$1/src/(domain|reads|rows)/',
          '^packages/(domain|contracts)/src/',
          '^packages/runtime/src/(database|http|change-requests)/',
          'node_modules/(kysely|zod|@types/node)/',
        ],
        dependencyTypesNot: ['core'],
      },
    ),
    forbid(
      'reads-serve-readers',
      'a view may change with the screen that shows it, so nothing that decides or writes stands on one',
      {
        path: service,
        pathNot: [test, '^apps/[^/]+/src/(adapters/http|reads)/', '^apps/[^/]+/src/compose[^/]*[.]ts$'],
      },
      { path: '^apps/[^/]+/src/reads/' },
    ),
    forbid(
      'rows-lie-below',
      'rows/ says what tables hold in the words of the domain, for views and writers alike; it knows neither of them',
      { path: `${service}rows/`, pathNot: test },
      {
        pathNot: [
          '^apps/$1/src/(domain|rows)/',
          '^packages/(domain|contracts)/src/',
          '^packages/runtime/src/database/',
          'node_modules/(kysely|@types/node)/',
        ],
        dependencyTypesNot: ['core'],
      },
    ),
    forbid(
      'people-stand-alone',
      'who there is and what they may do is understood without packets, so that it can become a service of its own',
      {
        path: [
          '^apps/packet-service/src/(domain|ports|application|adapters/[a-z]+)/people/',
          '^apps/packet-service/src/reads/(people/|(people|person)-)',
        ],
        pathNot: test,
      },
      {
        path: [
          '^apps/packet-service/src/(domain|ports|application|adapters/[a-z]+)/(?!people/)[^/]+/',
          '^apps/packet-service/src/reads/(?!people/|people-|person-|wire[.]ts)',
        ],
      },
    ),
    forbid(
      'composition-stays-on-top',
      'what composes and main.ts know everything, so nothing in the service may know them',
      { path: service, pathNot: [test, ...composition, '^apps/embedded/'] },
      { path: composition },
    ),
    forbid(
      'services-meet-on-the-bus',
      'no service imports another service',
      { path: '^apps/([^/]+)/', pathNot: '^apps/embedded/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid(
      'embedded-composes-only',
      'the embedded host knows how services start, not what is in them',
      { path: '^apps/embedded/' },
      { path: '^apps/(?!(?:embedded|cli|simulators)/)', pathNot: '^apps/[^/]+/src/compose[.]ts$' },
    ),
    forbid(
      'simulators-are-strangers',
      'what plays NetSuite, sign-in and mail knows Recoup as those do: by HTTP, SMTP and tokens, never by its contracts',
      { path: '^apps/simulators/src/', pathNot: test },
      { path: '^packages/(contracts|runtime/src/(?!(?:process|http)/))' },
    ),
    forbid(
      'host-runs-without-its-demo',
      'the demo and the set-up commands use the host, not the other way round',
      { path: '^apps/embedded/src/host/' },
      { path: '^apps/embedded/src/(demo|setup)/' },
    ),
    forbid(
      'cli-speaks-http',
      'the command line also serves installations elsewhere: it knows their APIs and nothing of their code',
      { path: '^apps/cli/src/', pathNot: test },
      { path: '^(apps/(?!cli/)|packages/(?!(?:contracts|domain|local)/))' },
    ),
    forbid(
      'contracts-depend-on-zod-only',
      'the wire must not move when a class moves',
      { path: '^packages/contracts/src/', pathNot: test },
      { pathNot: ['^packages/contracts/src/', 'node_modules/zod/'] },
    ),
    forbid(
      'shared-domain-depends-on-nothing',
      'not even on Node',
      { path: '^packages/domain/src/', pathNot: test },
      { pathNot: '^packages/domain/src/' },
    ),
    forbid(
      'runtime-knows-no-business',
      'it must read the same in another company; of the contracts it knows the envelope and the change request, of the domain the canonical form of JSON',
      { path: '^packages/runtime/src/' },
      {
        path: '^(apps|packages/(domain|contracts))/',
        pathNot: [
          '^packages/contracts/src/(envelope|change-request[.]v1)[.]ts$',
          '^packages/domain/src/canonical-json[.]ts$',
        ],
      },
    ),
    ...Object.entries(below).map(runtimeFolder),
    forbid(
      'local-knows-no-business',
      'starting a database or a broker on this machine needs no receivables',
      { path: '^packages/local/src/' },
      { path: '^(apps|packages/(domain|contracts))/' },
    ),
    forbid(
      'testkit-knows-no-service',
      'fixtures of a service live beside it; only what every test needs is common',
      { path: '^packages/testkit/src/' },
      { path: '^apps/' },
    ),
    forbid(
      'tests-stay-out',
      'production code imports no test, fixture, suite or testkit',
      { pathNot: [test, '^apps/[^/]+/test/', '^packages/testkit/', '^tools/'] },
      { path: [test, '^apps/[^/]+/test/', '^packages/testkit/'] },
    ),
    forbid('no-cycles', 'a cycle is one module pretending to be two', {}, { circular: true }),
    forbid(
      'no-unresolvable',
      'an import we cannot see is a rule we cannot check',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
