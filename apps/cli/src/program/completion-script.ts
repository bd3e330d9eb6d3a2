/** A command with what may follow it, as far as completion needs to know. */
export type CompletedCommand = {
  /** The words that lead to it, `recoup` left out. */
  readonly path: readonly string[];
  /** Commands of a group, options, and choices of arguments. */
  readonly words: readonly string[];
  /** Choices of an option's value, by the option. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
};

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** A script that lets a shell complete `recoup`; where nothing is known about a word, it completes files. */
export const completionScript = (shell: Shell, commands: readonly CompletedCommand[]): string => {
  if (shell === 'fish') return fishScript(commands);
  const bash = bashScript(commands);
  return shell === 'zsh' ? `autoload -U +X bashcompinit && bashcompinit\n${bash}` : bash;
};

const valueCases = (commands: readonly CompletedCommand[]) =>
  commands.flatMap(({ path, choices }) =>
    [...choices].map(([option, values]) => ({ pattern: `${path.join(' ')}:${option}`, values })),
  );

const bashScript = (commands: readonly CompletedCommand[]): string => {
  const paths = commands.filter(({ path }) => path.length > 0).map(({ path }) => `'${path.join(' ')}'`);
  const values = valueCases(commands).map(
    ({ pattern, values: some }) => `    '${pattern}') words='${some.join(' ')}' ;;`,
  );
  const words = commands.map(
    (command) => `    '${command.path.join(' ')}:'*) words='${command.words.join(' ')}' ;;`,
  );
  return `_recoup() {
  local word command='' words=''
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${command:+$command }$word" in
      ${paths.join('|')}) command="\${command:+$command }$word" ;;
    esac
  done
  case "$command:$previous" in
${[...values, ...words].join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _recoup recoup
`;
};

const fishScript = (commands: readonly CompletedCommand[]): string => {
  const lines = commands.flatMap(({ path, words, choices }) => {
    const groups = commands.filter(
      (other) => other.path.length === path.length + 1 && path.every((word, at) => other.path[at] === word),
    );
    const names = new Set(groups.map((group) => group.path.at(-1)));
    const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
    const unseen = names.size > 0 ? [`not __fish_seen_subcommand_from ${[...names].join(' ')}`] : [];
    const when = [...seen, ...unseen].join('; and ') || 'true';
    const plain = words.filter((word) => !word.startsWith('--'));
    return [
      ...(plain.length > 0 ? [`complete -c recoup -n '${when}' -a '${plain.join(' ')}'`] : []),
      ...words
        .filter((word) => word.startsWith('--'))
        .map((option) => {
          const values = choices.get(option);
          const taken = values ? ` -x -a '${values.join(' ')}'` : '';
          return `complete -c recoup -n '${seen.join('; and ') || 'true'}' -l ${option.slice(2)}${taken}`;
        }),
    ];
  });
  return `${lines.join('\n')}\n`;
};
