import { parseArgs } from 'node:util';
import { possibleDataFolders } from '@recoup/local/data-folder';
import { runningInstance } from '@recoup/local/lock-file';
import { requestToken } from '@recoup/local/request-token';

const usage = `Usage: npm run token -- LOGIN

Prints a bearer token of one hour for a seeded person of the running embedded host (npm start), for example
  curl -H "Authorization: Bearer $(npm run -s token -- agent-1)" http://127.0.0.1:8080/api/ledger/v1/imports

Two people are seeded for each role, named for it: agent-1, agent-2, cfo-1, ... The start page lists them.
Exit codes: 0 printed, 1 refused or nothing runs, 2 usage.`;

const given = (): { readonly login?: string; readonly help?: boolean } => {
  try {
    const { values, positionals } = parseArgs({
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    const [login, ...others] = positionals;
    if (values.help) return { help: true };
    return login === undefined || others.length > 0 ? {} : { login };
  } catch {
    return {};
  }
};

const run = async (): Promise<number> => {
  const { login, help } = given();
  if (help) {
    console.log(usage);
    return 0;
  }
  if (login === undefined) {
    console.error(usage);
    return 2;
  }
  const running = possibleDataFolders(process.env.RECOUP_DATA).map(runningInstance).find(Boolean);
  if (!running?.address) {
    console.error(
      running
        ? 'The host is still starting; try again in a moment.'
        : 'Nothing runs here. Start it with: npm start',
    );
    return 1;
  }
  const { token, refusal } = await requestToken(running.address, login);
  if (token === undefined) {
    console.error(`No token: ${refusal}. The start page lists the logins`);
    return 1;
  }
  console.log(token);
  return 0;
};

process.exitCode = await run();
