// Runs one command of the project on the Node it brings along, after installing what is missing.
// Plain JavaScript, as what it imports: this is all that the machine's own, possibly older, Node runs.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { obstacle } from './obstacle.mjs';

const fail = (sentence) => {
  console.error(sentence);
  process.exit(1);
};
const found = obstacle(process.platform, process.versions.node);
if (found) fail(found);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const installed = join(root, 'node_modules', '.package-lock.json');
const given = process.argv.slice(2);
const inCallersFolder = given[0] === '--in-callers-folder';
const [command, ...args] = inCallersFolder ? given.slice(1) : given;
// Whoever has npm start a program from elsewhere names files as they lie there; npm itself changes to this folder.
const folder = inCallersFolder ? (process.env.INIT_CWD ?? root) : root;
if (inCallersFolder) {
  const program = args.findIndex((arg) => !arg.startsWith('-'));
  args[program] = join(root, args[program]);
}

if (
  !existsSync(installed) ||
  statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs
) {
  console.log(
    'Installing the packages of this project, its own Node included (first use: about half a minute) ...',
  );
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (install.error) fail(`npm could not be started: ${install.error.message}`);
  if (install.status !== 0) process.exit(install.status || 1);
}
// Where install scripts are switched off nobody has made the link.
await import('./link-node.mjs');

const ownNode = join(bin, 'node');
const hasOwn = existsSync(ownNode);
// Installing again would leave it out again.
if (!hasOwn && Number(process.versions.node.split('.')[0]) < 24)
  fail(
    'The Node of this project was left out when its packages were installed. Run npm ci --include=optional, or use Node 24 or newer.',
  );
const program = command === 'node' && !hasOwn ? process.execPath : join(bin, command);
const path = [bin, ...(hasOwn ? [] : [dirname(process.execPath)]), process.env.PATH ?? ''];

const child = spawn(program, args, {
  cwd: folder,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: path.join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  },
});
// A terminal sends its signals to the whole group; this process only waits until the command has stopped itself.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (fault) => fail(`${command} could not be started: ${fault.message}`));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
