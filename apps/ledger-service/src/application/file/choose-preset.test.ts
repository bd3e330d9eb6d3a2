import { describe, expect, it } from 'vitest';
import { presets } from '../../domain/import/layouts/presets.ts';
import { presetNamed } from '../../domain/import/layouts/read-table.fixture.ts';
import { choosePreset } from './choose-preset.ts';

const head = (...records: readonly (readonly string[])[]) =>
  records.map((cells, index) => ({ line: index + 1, bytes: 0, cells }));
const chosen = (...records: readonly (readonly string[])[]) => choosePreset(null, presets, head(...records));
const reasonOf = (choice: ReturnType<typeof choosePreset>) =>
  choice && 'errors' in choice ? choice.errors[0]?.reason : undefined;

describe('the kind of a file', () => {
  it.each(presets.map((preset) => [preset.name, preset] as const))(
    'is %s where the header has what that is known by',
    (name, preset) => {
      const header = preset.header.map(([heading = '']) => heading);
      expect(chosen(['A title'], [], header)).toMatchObject({
        preset: { name },
        by: 'header',
        named: { line: 3 },
      });
    },
  );

  it('does not hang on case, stars, points and blanks of its headings', () => {
    const header = [
      '*POSTING DATE',
      'Document  Type',
      'Document No',
      'Customer No.',
      'Due-Date',
      'Remaining Amount',
    ];
    expect(chosen(header)).toMatchObject({ preset: { name: 'dynamics-customer-ledger' } });
  });

  it('is what was asked for, by the record that looks most like its header', () => {
    const asked = presetNamed('quickbooks-ar-aging-detail');
    expect(choosePreset(asked, presets, head(['Cobalt'], ['x', 'Num', 'Customer'], ['Date']))).toMatchObject({
      preset: asked,
      by: 'named',
      named: { line: 2 },
    });
    expect(choosePreset(asked, presets, head(['', ''], ['Dear Sirs'], ['hello']))).toMatchObject({
      preset: asked,
      named: { line: 2 },
    });
  });

  it('is unknown where nothing fits, and the nearest is named with what it lacks', () => {
    expect(reasonOf(chosen(['Posting Date', 'Document Type', 'Document No.', 'Customer No.']))).toBe(
      'fits no kind of file; the nearest is dynamics-customer-ledger, which also needs due date, remaining amount; name the right one with the import (--preset, preset=)',
    );
    expect(reasonOf(chosen(['Dear Sirs']))).toMatch(
      /^has none of the columns of a known kind of file: recoup, /,
    );
  });

  it('is not guessed where several fit', () => {
    const all = (name: string) => presetNamed(name).header.map(([heading = '']) => heading);
    const both = [...new Set([...all('netsuite-ar-aging-detail'), ...all('quickbooks-ar-aging-detail')])];
    expect(reasonOf(chosen(both))).toBe(
      'fits several kinds of file: netsuite-ar-aging-detail, quickbooks-ar-aging-detail; name the right one with the import (--preset, preset=)',
    );
  });

  it('does not exist in a file without a record', () => {
    expect(chosen()).toBeUndefined();
    expect(chosen(['', ' '])).toBeUndefined();
  });
});
