import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { throwawayFolder } from '@recoup/local/throwaway-folder';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { addressOf, aProgram } from './host-process.fixture.ts';

/**
 * A host of its own for one file of tests, with the command line that speaks to it. Call it at the top of the file; folder and address are
 * there once the tests run.
 */
export const hostWithCommands = (
  name: string,
  settings: { readonly PORT: string; readonly BUSINESS_DATE: string },
) => {
  let folder = '';
  let address = '';
  let host: ReturnType<typeof aProgram> | undefined;
  beforeAll(async () => {
    folder = await throwawayFolder(`recoup-${name}-`);
    host = aProgram('embedded/src/main.ts', [], { RECOUP_DATA: join(folder, 'data'), ...settings });
    address = await addressOf(host);
  });
  afterAll(async () => {
    host?.child.kill('SIGTERM');
    await host?.ended;
    rmSync(folder, { recursive: true, force: true });
  });
  /** Asks the host's database as its superuser. */
  const query = async <Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> => {
    const data = join(folder, 'data/postgres');
    const password = readFileSync(join(data, 'superuser-password'), 'utf8').trim();
    const port = readFileSync(join(data, 'cluster/postmaster.pid'), 'utf8').split('\n')[3];
    const client = new pg.Client(`postgres://postgres:${password}@127.0.0.1:${port}/recoup`);
    await client.connect();
    const { rows } = await client.query<Row>(text, [...values]).finally(() => client.end());
    return rows;
  };
  return {
    query,
    folder: () => folder,
    address: () => address,
    /** Where the simulated general ledger answers, as the host says it. */
    glAddress: (): string => {
      const [, found] = /(http:\/\/\S+)\/__admin\/state/.exec(host?.said.output ?? '') ?? [];
      if (found === undefined) throw new Error('the host does not say where its general ledger is');
      return found;
    },
    recoup: async (...args: readonly string[]) => {
      const program = aProgram('cli/src/main.ts', args, { RECOUP_ADDRESS: address });
      return { code: await program.ended, ...program.said };
    },
  };
};
