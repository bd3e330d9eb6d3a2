import { posix } from 'node:path';
import { readTestFile, type TestFile } from './standing-tests.ts';

/** How many requirements each source has: R0-001 to R0-145, R1-001 to R1-242, R2-001 to R2-042. */
const requirementsOf: Readonly<Record<string, number>> = { R0: 145, R1: 242, R2: 42 };

export const requirementIds: readonly string[] = Object.entries(requirementsOf).flatMap(([source, count]) =>
  Array.from({ length: count }, (_, index) => `${source}-${String(index + 1).padStart(3, '0')}`),
);

export type Repository = {
  /** What is tracked at this path; nothing where nothing is. */
  readonly textOf: (path: string) => string | undefined;
  /** The test files that a run of all tests takes, by their paths. */
  readonly testFiles: ReadonlySet<string>;
};

/** What is wrong with the table of requirements, one sentence for each fault. */
export const faultsOf = (document: string, repository: Repository): readonly string[] => {
  const rows = rowsOf(document);
  const proof = proofIn(repository);
  return [
    ...idFaults(rows.flatMap(({ id }) => id ?? [])),
    ...rows.flatMap((row) => (row.id === undefined ? [] : [...rowFaults(row.id, row, proof)])),
    ...rows.flatMap(({ line, id }) => (id === undefined ? [`line ${line} is no row of the table`] : [])),
  ];
};

type Row = {
  readonly line: number;
  readonly id: string | undefined;
  readonly requirement: string;
  readonly shownBy: string;
};

const notRows = /^\| id \| requirement \| shown by \|$|^\|(?:-+\|){3}$/;
const rowForm = /^\| (?<id>R\d-\d{3}) \| (?<requirement>[^|]+) \| (?<shownBy>(?:[^|]|\\\|)+) \|$/;

const rowsOf = (document: string): readonly Row[] =>
  document.split('\n').flatMap((text, index): readonly Row[] => {
    if (!text.trimStart().startsWith('|') || notRows.test(text)) return [];
    const { id, requirement = '', shownBy = '' } = rowForm.exec(text)?.groups ?? {};
    return [{ line: index + 1, id, requirement, shownBy: shownBy.replaceAll('\\|', '|') }];
  });

const idFaults = (ids: readonly string[]): readonly string[] => {
  const count = new Map<string, number>();
  for (const id of ids) count.set(id, (count.get(id) ?? 0) + 1);
  return [
    ...requirementIds.filter((id) => !count.has(id)).map((id) => `${id} is missing`),
    ...[...count].filter(([, times]) => times > 1).map(([id, times]) => `${id} stands there ${times} times`),
    ...[...count.keys()].filter((id) => !requirementIds.includes(id)).map((id) => `${id} is no requirement`),
  ];
};

const oneTest = /^`(?<path>[^`]+)`: "(?<title>.+)"$/;

const rowFaults = function* (id: string, { requirement, shownBy }: Row, proof: Proof): Iterable<string> {
  if (requirement.trim() === '') yield `${id} says no requirement`;
  if (shownBy === 'open' || /^out of scope: \S/.test(shownBy)) return;
  for (const named of shownBy.split(/; (?=`)/)) {
    const { path, title } = oneTest.exec(named)?.groups ?? {};
    if (path === undefined || title === undefined) {
      yield `${id}: "${named}" is neither open, nor out of scope with its reason, nor a test`;
      continue;
    }
    const fault = proof(path, title);
    if (fault !== undefined) yield `${id}: ${path} ${fault}`;
  }
};

/** Why a test proves nothing; nothing when it does. */
type Proof = (path: string, title: string) => string | undefined;

const proofIn = ({ textOf, testFiles }: Repository): Proof => {
  const read = new Map<string, TestFile>();
  const fileAt = (path: string): TestFile | undefined => {
    const text = read.has(path) ? undefined : textOf(path);
    if (text !== undefined) read.set(path, readTestFile(text));
    return read.get(path);
  };
  const takenInBy = (path: string) => (testFile: string) =>
    fileAt(testFile)?.imports.some(
      (from) => from.startsWith('.') && posix.join(posix.dirname(testFile), from) === path,
    ) === true;
  const suites = new Map<string, boolean>();
  const isSuiteOfATest = (path: string): boolean => {
    const known = suites.get(path) ?? (path.endsWith('.suite.ts') && [...testFiles].some(takenInBy(path)));
    suites.set(path, known);
    return known;
  };

  return (path, title) => {
    const file = fileAt(path);
    if (!file) return 'is no tracked file';
    if (!testFiles.has(path) && !isSuiteOfATest(path)) return 'is run by no test';
    const [found, ...more] = file.tests.filter((test) => test.title === title);
    if (!found) return `has no test "${title}"`;
    if (more.length > 0) return `has ${more.length + 1} tests "${title}"; their titles must tell them apart`;
    return found.runs ? undefined : `does not always run "${title}"`;
  };
};
