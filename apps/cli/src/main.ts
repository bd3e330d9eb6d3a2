import { runRecoup } from './program/recoup.ts';

const endLine = (text: string) => `${text}\n`;

process.exitCode = await runRecoup(process.argv.slice(2), {
  print: (text) => process.stdout.write(endLine(text)),
  printError: (text) => process.stderr.write(endLine(text)),
  progress: (line) => process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : endLine(line)),
});
