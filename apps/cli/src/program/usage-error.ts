import { sentence } from './sentence.ts';

/** What the library says of a wrong command line, as the first sentence of an answer: "error: option ..." is "Option ...". */
export const usageError = (text: string): string => {
  const said = text
    .replace(/^error: /, '')
    .trimEnd()
    .replace(
      /^command-argument value '(.*?)' is invalid for argument '(.*?)'[.] /s,
      "'$1' cannot be the <$2>: ",
    )
    .replace(/^option '(.*?)' argument '(.*?)' is invalid[.] /s, "option '$1' cannot be '$2': ")
    .replace(/: It must/, ': it must')
    .replace(/: Allowed choices are /, ': choose ');
  const whole = `${said[0]?.toUpperCase() ?? ''}${said.slice(1)}`;
  return sentence(whole);
};
