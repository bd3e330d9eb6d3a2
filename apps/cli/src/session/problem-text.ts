import type { Problem } from '@recoup/contracts/api-client';
import * as z from 'zod';
import { sentence } from '../program/sentence.ts';

type Fault = NonNullable<Problem['errors']>[number];

const faultsShown = 20;

/**
 * A problem document in the words of the command line: what was refused, then each fault on a line of its own, by the option, line or
 * receivable that it is about. What the first sentence says is not said again.
 */
export const problemText = ({ detail, errors = [] }: Problem): string => {
  const [first, ...others] = errors;
  if (!first) return sentence(detail);
  const rest = withoutFault(detail, first);
  if (others.length === 0 && rest !== undefined)
    return sentence([faultText(first).replace(/[.]$/, ''), ...sentences(rest)].join('. '));
  return [
    ...(rest === undefined ? [detail] : sentences(rest)).map(sentence),
    ...errors.slice(0, faultsShown).map((fault) => `  ${faultText(fault)}`),
    ...(errors.length > faultsShown ? [`  and ${errors.length - faultsShown} more`] : []),
  ].join('\n');
};

/** What a detail says beyond a fault that it begins with; undefined when it does not. */
const withoutFault = (detail: string, { pointer, message }: Fault): string | undefined => {
  const said = [message, `${pointer.replace(/^(?:query|path)?\//, '') || 'The body'} ${message}`];
  const found = said.find((text) => detail.startsWith(text));
  return found && detail.slice(found.length).replace(/^[.]?\s*/, '');
};

const sentences = (text: string): readonly string[] => (text === '' ? [] : [text]);

const faultText = (fault: Fault): string => {
  const subject = subjectOf(fault);
  return subject === '' ? fault.message : `${subject}: ${fault.message}`;
};

/** Fields of bodies that have another name on the command line. */
const optionOf: Readonly<Record<string, string>> = {
  comment: '--comment',
  reason: '--reason',
  defaultCriterion: '--criterion',
};

/** What services add to a fault beyond what their documents promise. */
const withParams = z.object({
  params: z.object({ invoiceNumber: z.string().optional(), receivableId: z.string().optional() }).default({}),
});

/** Where a fault is, as whoever types commands knows it. */
const subjectOf = (fault: Fault): string => {
  const { pointer } = fault;
  const [, parameter] = /^query\/(\w+)$/.exec(pointer) ?? [];
  if (parameter) return `--${parameter.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
  if (pointer === 'header/If-Match') return '--seen-version';
  const [, row, column] = /^\/rows\/(\d+)\/(.*)$/.exec(pointer) ?? [];
  if (row) return column ? `line ${row}, ${column}` : `line ${row}`;
  const { params } = withParams.parse(fault);
  if (params.invoiceNumber !== undefined) return `invoice ${params.invoiceNumber}`;
  if (params.receivableId !== undefined) return `receivable ${params.receivableId}`;
  const field = pointer.replace(/^\//, '');
  return optionOf[field] ?? field.replaceAll('/', ', ');
};
