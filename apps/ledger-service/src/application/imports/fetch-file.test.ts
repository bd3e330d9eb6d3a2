import { expect, it } from 'vitest';
import type { ClaimedAsked, ClaimedImport, KeptFile } from '../../ports/imports/imports.ts';
import { PullBrokenOff } from '../../ports/imports/open-item-pull.ts';
import { fetchingFile } from './fetch-file.ts';
import { anImport } from './open-item-file.fixture.ts';

const kept: KeptFile = { sha256: 'abc', size: 10, format: 'csv' };

/** A connected system that answers these records, and what comes of them. */
const connected = (records: (() => AsyncIterable<readonly string[]>) | null) => {
  const written: (readonly string[])[] = [];
  const said: unknown[] = [];
  const taken: ClaimedImport[] = [];
  const act = fetchingFile(
    {
      fetched: async ({ importId }, file) => void said.push(['fetched', importId, file]),
      end: async ({ importId }, state, failure) => void said.push([state, importId, failure]),
    },
    {
      write: async (rows) => {
        for await (const cells of rows) written.push(cells);
        return { sha256: kept.sha256, size: kept.size };
      },
    },
    records && { records },
    async (request) => void taken.push(request),
  );
  return { act, written, said, taken };
};

const waiting = (file: KeptFile | null): ClaimedAsked => ({ ...anImport(), file });
async function* twoRecords() {
  yield ['Customer'];
  yield ['Harbor'];
}

it('asks the system for the file, keeps it, and takes it in', async () => {
  const { act, written, said, taken } = connected(twoRecords);
  const request = waiting(null);
  await act(request);
  expect(written).toEqual([['Customer'], ['Harbor']]);
  expect(said).toEqual([['fetched', request.importId, kept]]);
  expect(taken).toEqual([{ ...request, file: kept }]);
});

it('asks nobody where there is a file, as after a try that broke off', async () => {
  const { act, written, said, taken } = connected(twoRecords);
  await act(waiting(kept));
  expect([written, said, taken.map(({ file }) => file)]).toEqual([[], [], [kept]]);
});

it('ends with the reason where the system stops in the middle, or is there no more', async () => {
  const broken = connected(async function* () {
    yield ['Customer'];
    throw new PullBrokenOff('no page');
  });
  const request = waiting(null);
  await broken.act(request);
  expect([broken.said, broken.taken]).toEqual([[['FAILED', request.importId, 'no page']], []]);
  const gone = connected(null);
  await gone.act(request);
  expect(gone.said).toEqual([['FAILED', request.importId, 'no NetSuite is connected any more']]);
});
