import { describe, expect, it } from 'vitest';
import { anEntity } from '../legal-entity/legal-entity.fixture.ts';
import { frozenLines, partsOf } from '../packet/frozen-line.ts';
import {
  aContent,
  acting,
  aDocument,
  aDraft,
  aLine,
  anna,
  aReceivable,
  aRecentSubmission,
  clara,
  cora,
  sha256,
  theRules,
} from '../packet/packet.fixture.ts';
import type { PacketContent } from '../packet/packet-content.ts';
import { on } from '../people/person.fixture.ts';
import { amount, eur, usd } from '../receivable/money.fixture.ts';
import { submitDraft } from './submit-packet.ts';

const submitted = (content: PacketContent, rules = theRules()) =>
  submitDraft(aDraft(content), content, rules, acting(clara));
const issuesOf = (content: PacketContent, rules = theRules()) => {
  const result = submitted(content, rules);
  return result.ok || result.refusal.reason !== 'submission-incomplete' ? result : result.refusal.issues;
};

describe('a submission', () => {
  it('a submitted packet waits for the lowest required approval level', () => {
    expect(submitted(aContent(aReceivable('r1', '1000.00')))).toMatchObject({
      value: {
        packet: {
          statusCd: 'SUBMITTED',
          round: 1,
          awaiting: ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'],
          submission: { policyVersion: 'US01@1', baseTotal: amount('1000.00') },
        },
        events: [{ type: 'packet-submitted', from: 'DRAFT', to: 'SUBMITTED', role: 'CLIENT_ACCOUNTING' }],
      },
    });
  });

  it('the commission of a packet counts the open revenue side only', () => {
    const receivable = aReceivable('r1', '49999.99', {
      open: { revenue: 4_999_999n, payable: 44_999_991n, tax: 900n, fee: 100n },
    });
    expect(submitted(aContent(receivable))).toMatchObject({
      value: {
        packet: {
          totalCommission: amount('49999.99'),
          submission: { totals: { payable: 44_999_991n, tax: 900n }, route: { length: 3 } },
        },
      },
    });
  });

  it('of EUR 46,000.00 at 1.0900 goes to the CFO', () => {
    const content = aContent(aReceivable('r1', '46000.00', { currency: eur }));
    const rate = { from: eur, to: usd, day: on('2026-03-02'), rate: 10_900n, scale: 4 };
    expect(submitted(content, theRules({ rate }))).toMatchObject({
      value: { packet: { submission: { baseTotal: amount('50140.00'), route: { 3: 'CFO' } } } },
    });
  });

  it('that follows another of the same client is flagged and routed by the sum', () => {
    const rules = theRules({ recent: [aRecentSubmission('30000.00')] });
    expect(submitted(aContent(aReceivable('r1', '30000.00')), rules)).toMatchObject({
      value: { packet: { submission: { splitSum: amount('60000.00'), route: { 3: 'CFO' } } } },
    });
  });
});

describe('a submission is blocked', () => {
  it('where no rate into the currency in which an entity keeps its books is known, row by row', () => {
    const inEuros = { ...anEntity, code: 'DE01', functionalCurrency: 'EUR' };
    const entityOf = (code: string) => (code === 'DE01' ? inEuros : anEntity);
    const content = aContent(
      aReceivable('r1'),
      aReceivable('r2', '5.00', { entity: 'DE01' }),
      aReceivable('r3', '5.00', { entity: 'DE01' }),
    );
    const ofDe = { issue: 'rate-missing', entity: 'DE01', currency: 'USD', functionalCurrency: 'EUR' };
    const hasRateInto = (currency: string) => currency === 'USD';
    expect(issuesOf(content, theRules({ entityOf, hasRateInto }))).toEqual([
      { receivableId: 'r2', invoiceNumber: 'INV-r2', ...ofDe },
      { receivableId: 'r3', invoiceNumber: 'INV-r3', ...ofDe },
    ]);
    expect(submitted(content, theRules({ entityOf, hasRateInto: () => true }))).toMatchObject({ ok: true });
  });

  it('a packet without any receivable cannot be submitted', () => {
    expect(issuesOf({ lines: [], documents: [] })).toEqual([{ issue: 'no-receivables' }]);
  });

  it('a receivable without a criterion blocks the submission and is named', () => {
    const content = { ...aContent(), lines: [aLine(aReceivable('r1'), { criterion: null })] };
    expect(issuesOf(content)).toEqual([
      { receivableId: 'r1', invoiceNumber: 'INV-r1', issue: 'no-criterion' },
    ]);
  });

  it('a receivable that was paid, went into credit or changed its client or currency since blocks the submission', () => {
    const content = aContent(
      aReceivable('r1', '0.00'),
      aReceivable('r2', '-3.00'),
      aReceivable('r3', '3.00', { client: { id: 'client-b', number: '', name: '' } }),
      aReceivable('r4', '3.00', { currency: eur }),
    );
    expect(issuesOf(content)).toMatchObject([
      { receivableId: 'r1', issue: 'closed' },
      { receivableId: 'r2', issue: 'credit-balance' },
      { receivableId: 'r3', issue: 'other-client' },
      { receivableId: 'r4', issue: 'other-currency' },
    ]);
  });

  it('by an entity that is not known', () => {
    const content = aContent(aReceivable('r1'), aReceivable('r2', '1.00', { entity: 'FR01' }));
    const entityOf = (code: string) => (code === 'FR01' ? undefined : anEntity);
    expect(issuesOf(content, theRules({ entityOf }))).toEqual([
      { receivableId: 'r2', invoiceNumber: 'INV-r2', issue: 'unknown-entity', entity: 'FR01' },
    ]);
  });

  const sides = { revenue: 0n, payable: 0n, tax: 0n, fee: 0n };
  it.each([
    [{ revenue: 1n }, ['AR', 'CLEXP']],
    [{ revenue: 1n, fee: 1n }, ['AR', 'CLEXP']],
    [{ fee: 1n }, ['AR', 'CLEXP']],
    [{ payable: 1n }, ['AR', 'CPAY']],
    [{ tax: 1n }, ['AR', 'TAXP']],
  ])('by a receivable with %o open whose entity maps none of the accounts %j', (open, roles) => {
    const content = aContent(aReceivable('r1', '1.00', { open: { ...sides, ...open } }));
    const missing = { receivableId: 'r1', invoiceNumber: 'INV-r1', issue: 'mapping-missing', entity: 'US01' };
    const unmapped = theRules({ entityOf: () => ({ ...anEntity, glMapping: null }) });
    expect(issuesOf(content, unmapped)).toEqual([
      { ...missing, roles, currency: 'USD', invoice: false, names: [] },
    ]);

    const [, ...others] = roles;
    const glMapping = { accountRoles: ['AR'], currencies: ['USD'], clearsInvoices: false };
    const partly = theRules({ entityOf: () => ({ ...anEntity, glMapping }) });
    expect(issuesOf(content, partly)).toEqual([
      { ...missing, roles: others, currency: null, invoice: false, names: [] },
    ]);
    const mapped = { accountRoles: roles, currencies: ['USD'], clearsInvoices: false };
    const enough = theRules({ entityOf: () => ({ ...anEntity, glMapping: mapped }) });
    expect(submitted(content, enough).ok).toBe(true);
  });

  it('by a receivable whose invoice the general ledger is to clear and whose id there nobody has named', () => {
    const unnamed = aReceivable('r1');
    const content = aContent(unnamed, aReceivable('r2', '1.00', { glReference: '88213' }));
    const clearsInvoices = (clears: boolean) => {
      const glMapping = { accountRoles: ['AR', 'CLEXP'], currencies: ['USD'], clearsInvoices: clears };
      return theRules({ entityOf: () => ({ ...anEntity, glMapping }) });
    };
    expect(issuesOf(content, clearsInvoices(true))).toEqual([
      {
        ...{ receivableId: 'r1', invoiceNumber: 'INV-r1', issue: 'mapping-missing', entity: 'US01' },
        ...{ roles: [], currency: null, invoice: true, names: [] },
      },
    ]);
    expect(submitted(content, clearsInvoices(false)).ok).toBe(true);
  });

  it('by a receivable whose debtor, client or department the mapping lacks, as far as its write-off names them', () => {
    const sides = { revenue: 100n, payable: 0n, tax: 0n, fee: 0n };
    const [own, shared] = [
      aReceivable('r1', '1.00', { open: sides }),
      aReceivable('r2', '1.00', { open: { ...sides, payable: 1n } }),
    ];
    const missingOf = (listedNames: readonly string[], mapped: readonly string[] = []) => {
      const glMapping = {
        ...anEntity.glMapping,
        ...{ accountRoles: ['AR', 'CLEXP', 'CPAY'], currencies: ['USD'] },
      };
      const rules = theRules({
        entityOf: () => ({ ...anEntity, glMapping: { ...glMapping, clearsInvoices: false, listedNames } }),
        isMapped: ({ kind, name }) => mapped.includes(`${kind} ${name}`),
      });
      const result = submitted(aContent(own, shared), rules);
      const issues =
        result.ok || result.refusal.reason !== 'submission-incomplete' ? [] : result.refusal.issues;
      return issues.flatMap((issue) =>
        issue.issue === 'mapping-missing' ? [issue.names.map(({ kind, name }) => `${kind} ${name}`)] : [],
      );
    };
    const [customer, vendor, department] = [
      `CUSTOMER ${own.debtor.number}`,
      `VENDOR ${own.client.number}`,
      `DEPARTMENT ${own.department}`,
    ];
    expect(missingOf([])).toEqual([]);
    expect(missingOf(['CUSTOMER', 'VENDOR', 'DEPARTMENT'])).toEqual([
      [customer, department],
      [customer, vendor, department],
    ]);
    expect(missingOf(['CUSTOMER', 'VENDOR'], [customer])).toEqual([[vendor]]);
    expect(missingOf(['CUSTOMER', 'VENDOR', 'DEPARTMENT'], [customer, vendor, department])).toEqual([]);
  });

  it('by a currency without a rate', () => {
    expect(issuesOf(aContent(aReceivable('r1')), theRules({ rate: undefined }))).toEqual([
      { issue: 'no-fx-rate', currency: 'USD', day: on('2026-03-02') },
    ]);
  });

  it.each([
    ['AGED', 'COLLECTION_LOG', true],
    ['AGED', 'COURT_DOCUMENT', false],
    ['UNCOLLECTIBLE', 'CLIENT_COMMUNICATION', true],
    ['UNCOLLECTIBLE', 'LEGAL_DOCUMENT', true],
    ['UNCOLLECTIBLE', 'COLLECTION_LOG', false],
    ['BANKRUPTCY', 'COURT_DOCUMENT', true],
    ['BANKRUPTCY', 'LEGAL_DOCUMENT', false],
    ['AGENT_REQUEST', 'WRITTEN_AGENT_REQUEST', true],
    ['AGENT_REQUEST', 'CLIENT_COMMUNICATION', false],
  ] as const)('the criterion %s is proven by a %s: %s', (criterion, kind, enough) => {
    const content = { lines: [aLine(aReceivable('r1'), { criterion })], documents: [aDocument(kind)] };
    expect(submitted(content).ok).toBe(enough);
  });

  it("a document of the packet proves nothing for a receivable that does not use the packet's", () => {
    const line = aLine(aReceivable('r1'), { usePacketDocument: false });
    expect(issuesOf({ lines: [line], documents: [aDocument()] })).toEqual([
      { receivableId: 'r1', invoiceNumber: 'INV-r1', issue: 'no-evidence', wanted: ['COLLECTION_LOG'] },
    ]);
    const own = aDocument('COLLECTION_LOG', { receivableId: line.receivable.id });
    expect(submitted({ lines: [line], documents: [own] }).ok).toBe(true);
  });

  it('a document of one receivable proves nothing for another', () => {
    const [one, other] = [aReceivable('r1'), aReceivable('r2')];
    const lines = [aLine(one, { usePacketDocument: false }), aLine(other, { usePacketDocument: false })];
    const documents = [aDocument('COLLECTION_LOG', { receivableId: one.id })];
    expect(issuesOf({ lines, documents })).toMatchObject([{ receivableId: 'r2', issue: 'no-evidence' }]);
  });

  it('nobody but Client Accounting may submit a packet', () => {
    const content = aContent(aReceivable('r1'));
    expect(submitDraft(aDraft(content), content, theRules(), acting(anna))).toMatchObject({
      refusal: { reason: 'role-missing', role: 'CLIENT_ACCOUNTING' },
    });
  });
});

it("a receivable without a criterion of its own has the packet's", () => {
  const content = { lines: [aLine(aReceivable('r1'), { criterion: null })], documents: [aDocument()] };
  const draft = aDraft(content, { defaultCriterion: 'AGED' });
  expect(submitDraft(draft, content, theRules(), acting(clara)).ok).toBe(true);
});

it('warns about an aged receivable below 90 days past due and does not block it', () => {
  const young = aReceivable('r1', '10.00', { dueDate: on('2025-12-03') });
  const old = aReceivable('r2', '10.00', { dueDate: on('2025-12-02') });
  const content = aContent(young, old);
  expect(submitted(content)).toMatchObject({
    value: { warnings: [{ receivableId: 'r1', invoiceNumber: 'INV-r1', warning: 'AGED_BELOW_90_DAYS' }] },
  });
});

it('bars whoever submits from approving, also when somebody else created it', () => {
  const content = aContent(aReceivable('r1'));
  const result = submitDraft(aDraft(content), content, theRules(), acting(cora));
  expect(result).toMatchObject({
    value: { packet: { contributors: [{ personId: 'clara' }, { personId: 'cora', as: 'SUBMITTER' }] } },
  });
});

describe('the frozen lines', () => {
  const content = aContent(aReceivable('r2', '5500.00'), aReceivable('r1', '10.5'));

  it('come in order of receivable with decimal amounts, hashed as they are published', () => {
    const lines = frozenLines(content, null);
    expect(lines.map(({ receivableId, sides }) => [receivableId, sides.revenue])).toEqual([
      ['r1', '10.50'],
      ['r2', '5500.00'],
    ]);
    const result = submitted(content);
    expect(result.ok && result.value.packet.submission.contentHash).toBe(
      sha256(
        '[{"accountId":"account-1","criterion":"AGED","currency":"USD","deal":"DEAL-1","department":"MUSIC","entity":"US01","invoiceNumber":"INV-r1","receivableId":"r1","sides":{"fee":"0.00","payable":"0.00","revenue":"10.50","tax":"0.00"}},' +
          '{"accountId":"account-1","criterion":"AGED","currency":"USD","deal":"DEAL-1","department":"MUSIC","entity":"US01","invoiceNumber":"INV-r2","receivableId":"r2","sides":{"fee":"0.00","payable":"0.00","revenue":"5500.00","tax":"0.00"}}]',
      ),
    );
  });

  it('fill parts to the brim', () => {
    const [line] = frozenLines(content, null);
    const thousand = line ? Array.from({ length: 1_000 }, () => line) : [];
    expect(partsOf(thousand).map(({ length }) => length)).toEqual([500, 500]);
  });
});
