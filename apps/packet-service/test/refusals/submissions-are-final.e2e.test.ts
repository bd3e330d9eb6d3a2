import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReceivableState } from '../events.fixture.ts';
import { done, underSignature } from './statements.fixture.ts';

let standing: Awaited<ReturnType<typeof underSignature>>;
let service: typeof standing.service;
let desk: typeof standing.desk;
let as: typeof standing.as;
let waiting: typeof standing.waiting;
let another: typeof standing.another;

beforeAll(async () => {
  standing = await underSignature();
  ({ service, desk, as, waiting, another } = standing);
});
afterAll(() => standing?.stop());

const ofWaiting = () => `write_off_packet_id = '${waiting}'`;

describe('the role of the service cannot', () => {
  it.each([
    ['take itself from the contributors', 'delete from packet_contributor'],
    ['make a contributor of somebody else', `update packet_contributor set contribution = 'EDITOR'`],
    ['raise a limit', 'update approval_policy set split_days = 1'],
    ['list a rate otherwise', 'update fx_rate set rate = 1'],
    ['remove a rate', 'delete from fx_rate'],
    ['change a decision', `update packet_decision set decision = 'APPROVE'`],
    ['remove a decision', 'delete from packet_decision'],
    ['change what was submitted', 'update packet_submission set route = route[1:1]'],
    [
      'change a line that was submitted',
      `update packet_submission_line set eligibility_criteria_cd = 'BANKRUPTCY'`,
    ],
    ['remove evidence from a submission', 'delete from packet_submission_document'],
    ['forget which others it was added up with', 'delete from packet_submission_split'],
    ['change under which policy it was routed', 'update packet_submission_policy set policy_version = 1'],
    ['say when a submission was written', 'insert into packet_submission (written_in) values (null)'],
    ['forget where a packet belongs', 'delete from packet_scope'],
    ['move a packet elsewhere', `update packet_scope set entity = 'UK01'`],
    ['remove a receivable from a packet', 'delete from packet_receivable'],
    ['change what the ledger did', 'update packet_execution set receivable_count = 0'],
    ['change what the ledger did with a receivable', 'delete from packet_execution_line'],
    ['forget which comments were shown', 'delete from packet_decision_comment'],
    ['empty the history', 'truncate packet_status_history'],
  ])('%s', async (_what, statement) => {
    await expect(done(as.runtime, statement)).rejects.toThrow(/permission denied/);
  });

  it.each([
    ['packet_contributor', `update packet_contributor set contribution = 'EDITOR'`],
    ['packet_submission_line', `update packet_submission_line set fee_minor = 1`],
    ['packet_scope', 'delete from packet_scope'],
    ['approval_policy', 'update approval_policy set split_days = 1'],
  ])('nor can the owner, of %s', async (_table, statement) => {
    await expect(done(as.owner, statement)).rejects.toThrow(/only grows/);
  });
});

describe('the database refuses', () => {
  const again = (change: Readonly<Record<string, string>> = {}) => {
    const columns = [
      ...['write_off_packet_id', 'round', 'version_seen', 'packet_name', 'submitted_by_user_id'],
      ...['submitted_by_name', 'submitted_dt', 'submitted_on', 'currency', 'currency_exponent'],
      ...[
        'receivable_count',
        'total_revenue_minor',
        'total_payable_minor',
        'total_tax_minor',
        'total_fee_minor',
      ],
      ...[
        'base_currency',
        'base_exponent',
        'base_total_minor',
        'base_whole_minor',
        'fx_rate_id',
        'fx_rate',
        'fx_scale',
        'fx_day',
      ],
      ...['fx_version', 'fx_source', 'split_total_minor', 'route', 'content_hash', 'dossier_hash'],
    ];
    const values = { ...Object.fromEntries(columns.map((column) => [column, column])), ...change };
    return `insert into packet_submission (packet_submission_id, attempt, packet_version, ${Object.keys(values).join(', ')})
      select gen_random_uuid(), 2, 99, ${Object.values(values).join(', ')} from packet_submission where ${ofWaiting()}`;
  };

  it('a submission that does not add up to its lines', async () => {
    await expect(done(as.runtime, again())).rejects.toThrow(/does not add up to its lines and documents/);
  });

  it('a rate that was not listed so, or none where there must be one', async () => {
    await expect(done(as.runtime, again({ fx_rate: 'fx_rate + 1' }))).rejects.toThrow(
      'submission_rate_as_listed',
    );
    await expect(done(as.runtime, again({ fx_rate: 'null' }))).rejects.toThrow('submission_rate_is_whole');
  });

  it.each(['packet_submission_line', 'packet_submission_document', 'packet_submission_policy'])(
    'more rows of %s for a submission that somebody may have signed',
    async (table) => {
      const more = `insert into ${table} select (jsonb_populate_record(part,
          jsonb_build_object('packet_submission_id', other.packet_submission_id))).*
        from ${table} part, packet_submission other, packet_submission own
       where part.packet_submission_id = own.packet_submission_id and own.write_off_packet_id = '${another}'
         and other.write_off_packet_id = '${waiting}' and '${table}' <> 'packet_submission_policy'`;
      const policy = `insert into packet_submission_policy
        select packet_submission_id, 'DE01', '*', 1 from packet_submission where ${ofWaiting()}`;
      await expect(done(as.runtime, table === 'packet_submission_policy' ? policy : more)).rejects.toThrow(
        `a submission is complete: ${table} takes no more of it`,
      );
    },
  );

  it('a line whose columns say something else than its text', async () => {
    const line = `insert into packet_submission_line select packet_submission_id, billing_item_detail_id,
        canonical_text, invoice_date, due_date, 'BANKRUPTCY', true, commission_minor, payable_minor, tax_minor, fee_minor, warnings, null
      from packet_submission_line limit 1`;
    await expect(done(as.runtime, line)).rejects.toThrow('submission_line_says_its_text');
  });

  it('to bring back, or change, a receivable that was taken out', async () => {
    const draft = await desk.draft('Taken out', aReceivableState('1.00'), aReceivableState('2.00'));
    const [line] = bodyOf(
      await service.as('clara').get('/v1/packets/{id}/receivables', { path: { id: draft } }),
    ).items;
    bodyOf(
      await service.as('clara').delete('/v1/packets/{id}/receivables', {
        path: { id: draft },
        body: { receivableIds: [line?.receivableId ?? ''] },
        ifMatch: await desk.versionOf(draft),
      }),
    );
    await expect(
      done(
        as.runtime,
        `update packet_receivable set removed_dt = null, removed_by_user_id = null where write_off_packet_id = '${draft}'`,
      ),
    ).rejects.toThrow(/stays known/);
  });
});
