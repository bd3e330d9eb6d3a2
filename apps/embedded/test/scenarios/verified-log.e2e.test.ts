import { join } from 'node:path';
import { eventually } from '@recoup/testkit/eventually';
import { beforeAll, describe, expect, it } from 'vitest';
import { hostWithCommands } from '../installation/host-with-commands.fixture.ts';

const asOf = '2026-03-31';
const { recoup, folder, query } = hostWithCommands('verify', { PORT: '10780', BUSINESS_DATE: asOf });

/** The number and the head that verify printed. */
const verified = async () => {
  const said = await recoup('verify');
  const [, entries = '', ledger = '', head = ''] =
    /^verified: (\d+) entries of ledger (\S+), head ([0-9a-f]{64})$/m.exec(said.output) ?? [];
  return { ...said, entries, ledger, head };
};
/** Changes a table of the log as nobody may: past its triggers. */
const bent = async (table: string, statement: string): Promise<void> => {
  await query(`alter table ledger.${table} disable trigger all`);
  await query(statement);
  await query(`alter table ledger.${table} enable trigger all`);
};
const second = '(select event_id from ledger.log_seal where seq = 2)';

beforeAll(async () => {
  for (const day of ['2026-03-29', '2026-03-30', asOf]) {
    const file = join(folder(), `items-${day}.csv`);
    await recoup('sample', file, '--rows', '20', '--as-of', day);
    await recoup('import', file, '--as-of', day);
  }
  await eventually(async () => {
    const [log] = await query(
      'select (select count(*)::int from ledger.log_seal) as sealed, (select count(*)::int from ledger.log_unsealed) as unsealed',
    );
    expect(log).toEqual({ sealed: 3, unsealed: 0 });
  });
});

describe('the log of an installation', () => {
  it('is verified under an id of its own, and against a head that was kept', async () => {
    const { code, entries, ledger, head } = await verified();
    expect([code, entries]).toEqual([0, '3']);
    expect(ledger).toMatch(/^recoup-[0-9a-f-]{36}$/);
    const kept = await recoup('verify', '--kept', `3:${head}`);
    expect(kept.output).toContain('the head kept at 3 is part of it');
    const other = await recoup('verify', '--kept', `2:${head}`);
    expect([other.code, other.errors]).toEqual([1, expect.stringContaining('was kept')]);
    const later = await recoup('verify', '--kept', `4:${head}`);
    expect([later.code, later.errors]).toEqual([1, expect.stringContaining('ends at 3')]);
  });

  it('holds when its owner has purged bytes, and says of how many entries', async () => {
    const before = await verified();
    await query(
      `insert into ledger.log_purge (from_seq, to_seq, purged_by, reason) values (1, 1, 'Odette', 'request 17');
       delete from ledger.log_bytes where event_id = (select event_id from ledger.log_seal where seq = 1)`,
    );
    const after = await verified();
    expect(after).toMatchObject({ code: 0, head: before.head });
    expect(after.output).toContain('1 entry without their bytes');
    expect(after.output).toContain('purged by Odette on');
  });

  it.each([
    [
      'a byte',
      'log_bytes',
      `update ledger.log_bytes set bytes = set_byte(bytes, 5, get_byte(bytes, 5) # 1) where event_id = ${second}`,
    ],
    [
      'the time of recording',
      'log_entry',
      `update ledger.log_entry set recorded_at = replace(recorded_at, 'T', 't') where event_id = ${second}`,
    ],
  ])('is refused at its second entry when %s was changed', async (_what, table, change) => {
    const [bytes] = await query<{ bytes: Buffer }>(
      `select bytes from ledger.log_bytes where event_id = ${second}`,
    );
    await bent(table, change);
    expect(await verified()).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^Entry 2 .*: entry-changed/),
    });
    await bent('log_entry', `update ledger.log_entry set recorded_at = upper(recorded_at)`);
    await query(`alter table ledger.log_bytes disable trigger all`);
    await query(`update ledger.log_bytes set bytes = $1 where event_id = ${second}`, [bytes?.bytes]);
    await query(`alter table ledger.log_bytes enable trigger all`);
    expect((await verified()).code).toBe(0);
  });

  it('is refused when an entry names another ledger', async () => {
    await bent('log_entry', `update ledger.log_entry set ledger_id = 'other' where event_id = ${second}`);
    expect(await verified()).toMatchObject({ code: 1, errors: expect.stringContaining('other-ledger') });
    await bent(
      'log_entry',
      `update ledger.log_entry set ledger_id = (select ledger_id from ledger.ledger_identity)`,
    );
  });

  it('is refused when an entry waits for no seal', async () => {
    await bent(
      'log_entry',
      `insert into ledger.log_entry select (jsonb_populate_record(entry,
         '{"event_id": "00000000-0000-4000-8000-000000000001"}')).* from ledger.log_entry entry limit 1`,
    );
    expect(await verified()).toMatchObject({
      code: 1,
      errors: expect.stringContaining(
        'wait for none, so that nothing proves them: 00000000-0000-4000-8000-000000000001',
      ),
    });
    await bent(
      'log_entry',
      `delete from ledger.log_entry where event_id = '00000000-0000-4000-8000-000000000001'`,
    );
  });

  it('is refused when its last entry is gone', async () => {
    await bent(
      'log_entry',
      'delete from ledger.log_entry where event_id = (select event_id from ledger.log_seal where seq = 3)',
    );
    expect(await verified()).toMatchObject({
      code: 1,
      errors: expect.stringContaining('The log ends at 2, but the ledger shows a head at 3'),
    });
  });
});
