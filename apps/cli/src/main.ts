import { runRecoup } from './program/recoup.ts';
import { terminalOn } from './program/terminal.ts';

// Whoever reads a part of it, as head does, has what they wanted.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (fault: NodeJS.ErrnoException) => process.exit(fault.code === 'EPIPE' ? 0 : 1));

const terminal = terminalOn(process.stdout, process.stderr, () => performance.now());
process.exitCode = await runRecoup(process.argv.slice(2), terminal);
