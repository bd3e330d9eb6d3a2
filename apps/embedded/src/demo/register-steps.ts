import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { FileTerms } from './file-terms.ts';
import type { Printer } from './printer.ts';
import type { Sessions } from './sessions.ts';

type NewEntity = {
  readonly code: string;
  readonly name: string;
  readonly functionalCurrency: string;
  readonly timeZone: string;
};

/** Registers what a file needs before it can come in, by two administrators; nothing where all of it is known. */
export const registerStep = async (
  sessions: Sessions,
  { step, line }: Printer,
  wanted: { readonly entities?: readonly NewEntity[]; readonly sources?: readonly string[] },
): Promise<void> => {
  const [proposer, approver] = [await sessions.as('admin-1'), await sessions.as('admin-2')];
  const { items } = await proposer.get('/ledger/v1/entities');
  const known = new Set(items.map(({ code }) => code));
  const entities = (wanted.entities ?? []).filter(({ code }) => !known.has(code));
  const sources = wanted.sources ?? [];
  if (entities.length + sources.length === 0) return;
  step('Two administrators register what the ledger does not know yet');
  const approve = async (changeRequestId: string) => {
    await approver.post('/ledger/v1/change-requests/{id}/approval', {
      path: { id: changeRequestId },
      body: {},
    });
  };
  for (const body of entities) {
    await approve((await proposer.post('/ledger/v1/entities', { body })).changeRequestId);
    line(`legal entity ${body.code}, which keeps its books in ${body.functionalCurrency}`);
  }
  for (const code of sources) {
    await approve((await proposer.post('/ledger/v1/sources', { body: { code } })).changeRequestId);
    line(`source ${code}`);
  }
};

/** The legal entities that a file names, or the one that its terms do, as far as a demo knows about them. */
export const entitiesIn = async (
  file: string,
  { entity, currency = 'USD', preset }: FileTerms,
): Promise<readonly NewEntity[]> => {
  const codes = entity === undefined ? await codesIn(file, preset) : [entity];
  return codes.map((code) => ({
    ...{ code, functionalCurrency: currency, timeZone: 'UTC' },
    name: `Entity ${code}`,
  }));
};

const codesIn = async (file: string, preset: string): Promise<readonly string[]> => {
  const column = preset === 'highradius-open-items' ? 'business_code' : 'entity';
  const codes = new Set<string>();
  const rows = createReadStream(file).pipe(parse({ columns: true, bom: true, relax_column_count: true }));
  for await (const row of rows) {
    const code: unknown = row[column];
    if (typeof code === 'string' && code.trim() !== '') codes.add(code.trim());
  }
  return [...codes].sort();
};
