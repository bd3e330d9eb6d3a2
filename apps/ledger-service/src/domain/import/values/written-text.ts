import type { RowErrorCode } from '../open-item.ts';

const plain = /^[\x20-\x7e]*$/;
/** What no eye sees: controls, formats, what may be left out of a display, and the blank pattern of Braille. */
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;
const blank = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/** Overrides, embeddings and isolates of the writing direction. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;
const spreadsheet = /^(?:[+-]?\d(?:[.,]\d+)?E\+\d+|=".*"|'.*)$/i;

/** A text with one blank where it has several, or others than the one of a keyboard. */
export const withSingleBlanks = (text: string): string =>
  /\s\s|[^\S ]/.test(text) ? text.replaceAll(/\s+/g, ' ') : text;

/** Whether a text shows nothing at all. */
export const showsNothing = (text: string): boolean => blank.test(text);

/** A text without what makes it read in another direction than it is written. */
export const withoutDirections = (text: string): string =>
  plain.test(text) ? text : text.replaceAll(directions, '');

/** Why a text cannot name something: what a spreadsheet made of a number, and letters that nobody sees. */
export const codeFault = (text: string): readonly [RowErrorCode, string] | undefined => {
  if (spreadsheet.test(text))
    return [
      'SPREADSHEET_NUMBER',
      'is what a spreadsheet made of a number; give the number with all its digits, in a column of texts',
    ];
  const found = plain.test(text) ? undefined : unseen.exec(text)?.[0];
  return found === undefined
    ? undefined
    : ['UNSEEN_CHARACTER', `holds a character that cannot be seen (${codePoint(found)}); type it anew`];
};

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
