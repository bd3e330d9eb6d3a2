import { parseArgs } from 'node:util';
import { busAccess, retention } from '@recoup/contracts/topics';
import { provision } from '@recoup/runtime/provision';
import { hostedServices } from '../../host/hosted-services.ts';
import { readProvisioning } from './read-provisioning.ts';

const schemas = hostedServices.map(({ schema }) => schema);

const usage = `Usage: npm run provision [-- SERVICE ...]

Makes the database of the services and its bus, and for each a schema, an owner role (migrations) and a runtime role (rows, and its
own topics), or brings their passwords and rights in line; safe to repeat. Without names, for all: ${schemas.join(', ')}.

  ADMIN_DATABASE_URL                         PostgreSQL as a superuser, or a role that may make databases and roles
  DATABASE_NAME                              the database, recoup without it
  LEDGER_OWNER_PASSWORD, LEDGER_PASSWORD     passwords of the two roles; in the same way of every other service
  LEDGER_AUDITOR_PASSWORD                    password of the role that reads the evidence of the books; left out, nobody signs in as it

Exit codes: 0 done, 1 refused, 2 usage.`;

/** The services that were named, all when none was; undefined when the arguments make no sense. */
const asked = (): readonly string[] | 'help' | undefined => {
  try {
    const { values, positionals } = parseArgs({
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values.help) return 'help';
    if (!positionals.every((name) => schemas.includes(name))) return undefined;
    return positionals.length > 0 ? positionals : schemas;
  } catch {
    return undefined;
  }
};

const run = async (): Promise<number> => {
  const wanted = asked();
  if (wanted === 'help') {
    console.log(usage);
    return 0;
  }
  if (!wanted) {
    console.error(usage);
    return 2;
  }
  try {
    const { adminUrl, database, passwords } = readProvisioning(wanted, process.env);
    await provision(adminUrl, database, passwords, { bus: { access: busAccess, retention } });
    console.log(`${database} on ${new URL(adminUrl).host} is ready for ${wanted.join(', ')}`);
    return 0;
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message || fault.name : fault);
    return 1;
  }
};

process.exitCode = await run();
