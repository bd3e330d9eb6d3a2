import { describe, expect, it } from 'vitest';
import { type NumberedSubject, numbersAfter } from './book-number.ts';

const receipt = (subjectId: string, year = 2026): NumberedSubject => ({
  ...{ kind: 'RECEIPT', entity: '', year, subjectId },
});
const journal = (entity: string, subjectId: string, year = 2026): NumberedSubject => ({
  ...{ kind: 'JOURNAL', entity, year, subjectId },
});
const given = (...of: Parameters<typeof numbersAfter>) =>
  numbersAfter(...of).map(({ subjectId, no }) => `${subjectId} ${no}`);

describe('numbers', () => {
  it('go on from the last of their series, in the order of the seals', () => {
    expect(
      given(
        [{ kind: 'RECEIPT', entity: '', year: 2026, no: 41 }],
        [receipt('first'), receipt('second'), receipt('third')],
      ),
    ).toEqual(['first 42', 'second 43', 'third 44']);
  });

  it('begin with 1 for each legal entity, each year and each kind', () => {
    const subjects = [
      ...[receipt('r1'), journal('US01', 'j1'), journal('UK01', 'j2')],
      ...[receipt('r2', 2027), journal('US01', 'j3'), journal('US01', 'j4', 2027)],
    ];
    expect(given([], subjects)).toEqual(['r1 1', 'j1 1', 'j2 1', 'r2 1', 'j3 2', 'j4 1']);
  });

  it('are those of nothing where nothing was sealed', () => {
    expect(given([{ kind: 'JOURNAL', entity: 'US01', year: 2026, no: 7 }], [])).toEqual([]);
  });
});
