import { type SeededRandom, seededRandom } from '@recoup/local/seeded-random';

type Environment = Readonly<Record<string, string | undefined>>;

export type RandomRun = { readonly seed: number; readonly random: SeededRandom };

/** What chance decides in a test: by SEED as in an earlier run, else anew. Prints the seed, so that a failure can be repeated. */
export const randomRun = (
  what: string,
  {
    environment = process.env,
    print = console.log,
  }: { readonly environment?: Environment; readonly print?: (line: string) => void } = {},
): RandomRun => {
  const seed = numberIn(environment, 'SEED') ?? 1 + Math.floor(Math.random() * 999_999);
  print(`${what}: SEED=${seed} repeats this`);
  return { seed, random: seededRandom(seed) };
};

/** How often a test does what may go wrong at random: as often as usual, in a long run LONG_RUNS times as often. */
export const rounds = (usual: number, environment: Environment = process.env): number =>
  usual * (numberIn(environment, 'LONG_RUNS') ?? 1);

/** How long that many rounds may take. */
export const withinMs = (usual: number, environment: Environment = process.env): number =>
  rounds(usual, environment);

const numberIn = (environment: Environment, name: 'SEED' | 'LONG_RUNS'): number | undefined => {
  const given = environment[name];
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new Error(`${name} is a whole number from 1 on`);
  return Number(given);
};
