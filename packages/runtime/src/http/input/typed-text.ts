import * as z from 'zod';

/**
 * What people type into a field of an API, in four forms. In all of them the space around is cut off, something visible must be
 * there, and marks that turn the direction of writing are refused: they show one text and keep another.
 */

/** A name: one line. */
export const typedLine = (longest: number) => typed(longest, [...always, oneLine]);

/** A reason, a comment or a note: it may have several lines, and tabs. */
export const typedLines = (longest: number) => typed(longest, [...always, noControls]);

/** What identifies: a line without anything that cannot be seen, so that two of them look alike only where they are alike. */
export const typedCode = (longest: number) => typed(longest, [...always, oneLine, nothingHidden]);

/** The same as a key or an id of somebody else's: nothing is cut off from it. */
export const exactCode = (longest: number) =>
  z
    .string()
    .superRefine(refusing(longest, [noSpaceAround, ...always, oneLine, nothingHidden]))
    .meta({ minLength: 1, maxLength: longest });

type Rule = { readonly breaks: RegExp; readonly message: string };

const noVisible: Rule = {
  breaks: /^(?!.*[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]])/sv,
  message: 'must have a character that can be seen',
};
const turnsWriting: Rule = {
  breaks: /[\u202a-\u202e\u2066-\u2069]/,
  message: 'must not contain marks that turn the direction of writing',
};
const oneLine: Rule = {
  breaks: /[\p{Cc}\u2028\u2029]/u,
  message: 'must be one line without control characters',
};
const noControls: Rule = {
  breaks: /(?![\t\n\r])\p{Cc}/u,
  message: 'must not contain control characters',
};
const nothingHidden: Rule = {
  breaks: /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u,
  message: 'must not contain characters that cannot be seen',
};
const noSpaceAround: Rule = { breaks: /^\s|\s$/, message: 'must not begin or end with a space' };
const always = [noVisible, turnsWriting];

const typed = (longest: number, rules: readonly Rule[]) =>
  z.string().trim().superRefine(refusing(longest, rules)).meta({ minLength: 1, maxLength: longest });

/** Tells one fault of a text alone, its length first. Lengths count characters as the document of the API and the database do. */
const refusing =
  (longest: number, rules: readonly Rule[]) =>
  (text: string, context: z.RefinementCtx<string>): void => {
    if (text === '') {
      context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, inclusive: true, input: text });
    } else if ([...text].length > longest) {
      context.addIssue({ code: 'too_big', origin: 'string', maximum: longest, inclusive: true, input: text });
    } else {
      const broken = rules.find(({ breaks }) => breaks.test(text));
      if (broken)
        context.addIssue({ code: 'custom', params: { code: 'INVALID_TEXT' }, message: broken.message });
    }
  };
