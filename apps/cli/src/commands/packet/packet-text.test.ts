import { expect, it } from 'vitest';
import { executedText } from './find-packet.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const executed = { commission: usd('41250.00'), outstanding: usd('44550.00'), receivableCount: 9 };

it('a packet that was executed says what was written off, and what was left out or lowered', () => {
  expect(executedText({ executed: null })).toEqual([]);
  expect(executedText({ executed: { ...executed, loweredCount: 0, droppedCount: 0 } })).toEqual([
    '  written off 9 receivables, commission 41250.00 USD of 44550.00 USD',
  ]);
  const forLess = { commission: usd('30000.00'), outstanding: usd('33000.00'), receivableCount: 7 };
  expect(executedText({ executed: { ...forLess, loweredCount: 1, droppedCount: 2 } })).toEqual([
    '  written off 7 receivables, commission 30000.00 USD of 33000.00 USD; 2 receivables left out with nothing open any more, 1 receivable lowered',
  ]);
});
