import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type Currency, exponentOf, toCurrency } from '@recoup/domain/currency';
import { amountText, money } from '@recoup/domain/money';
import { openPercentOn, settledOn } from './invoice-life.ts';
import { type Invoice, portfolio } from './portfolio.ts';

const columns =
  'entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason';

/** The first line of a file of open items, as the importer's own template has it. */
export const openItemHeader = `${columns}\n`;
/** The first line of a file of settled invoices. */
export const historyHeader = `${columns},settled_date\n`;

export const sampleSeed = 20_260_331;

/**
 * Open items of an invented agency on a day, line by line with the header first. The same rows, day and seed give the same
 * text; any number of rows needs the same memory.
 */
export function* sampleOpenItems(
  rows: number,
  asOf: CalendarDate,
  seed: number = sampleSeed,
): Generator<string> {
  yield openItemHeader;
  for (const invoice of portfolio(rows, asOf, seed)) {
    const line = openItemLine(invoice, asOf);
    if (line) yield line;
  }
}

/** The line of an invoice among the open items of a day, unless nothing of it is open then. */
export const openItemLine = (invoice: Invoice, day: CalendarDate): string | undefined => {
  const percent = invoice.issued <= day ? openPercentOn(invoice.life, day) : 0;
  if (percent === 0) return undefined;
  const { dispute } = invoice.life;
  const disputed = dispute !== null && dispute.opened <= day && day < dispute.resolved;
  return `${[...fields(invoice, percent), String(disputed), disputed ? dispute.reason : ''].join(',')}\n`;
};

/** The line of an invoice among those that were settled by a day, unless something of it is open then. */
export const historyLine = (invoice: Invoice, day: CalendarDate): string | undefined => {
  const settled = settledOn(invoice.life, day);
  if (settled === null) return undefined;
  const { dispute } = invoice.life;
  return `${[...fields(invoice, 100), String(dispute !== null), dispute?.reason ?? '', settled].join(',')}\n`;
};

const fields = (
  { number, debtor, deal, issued, due, billed }: Invoice,
  percent: number,
): readonly string[] => {
  const { code, scale } = debtor.entity;
  const currency = currencyOf(debtor.entity.currency);
  const open = (dollars: number) => text(dollars * scale * (percent / 100), currency);
  return [
    ...[code, deal.department, deal.number, deal.client.number, deal.client.name],
    ...[debtor.number, debtor.name, deal.agent.number, deal.agent.name, number, issued, due, currency],
    ...[open(billed.revenue), open(billed.payable), open(billed.tax), open(billed.fee)],
  ];
};

const currencyOf = (code: string): Currency => {
  const currency = toCurrency(code);
  if (!currency) throw new Error(`no currency ${code}`);
  return currency;
};

const text = (amount: number, currency: Currency): string =>
  amountText(money(BigInt(Math.round(amount * 10 ** exponentOf(currency))), currency));
