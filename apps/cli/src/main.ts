import { runRecoup } from './program/recoup.ts';
import { terminalOn } from './program/terminal.ts';

const terminal = terminalOn(process.stdout, process.stderr, () => performance.now());
process.exitCode = await runRecoup(process.argv.slice(2), terminal);
