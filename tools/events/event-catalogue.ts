import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@recoup/contracts/catalogue';
import type { EventContract } from '@recoup/contracts/envelope';

/** An event with the sentence that stands above its contract in the source. */
export type DescribedEvent = { readonly contract: EventContract; readonly sentence: string };

const folder = join(import.meta.dirname, '../../packages/contracts/src');
const documented = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const (\w+)/g;

/** Every event of the catalogue by type. A contract without a doc comment is a fault. */
export const describedEvents = async (): Promise<readonly DescribedEvent[]> => {
  const sentences = new Map<string, string>();
  for (const file of globSync('*.v*.ts', { cwd: folder })) {
    const path = join(folder, file);
    const exported = Object.entries<unknown>(await import(path));
    const comments = commentsIn(readFileSync(path, 'utf8'));
    for (const [name, value] of exported) {
      const type = [...catalogue].find(([, contract]) => contract === value)?.[0];
      const comment = comments.get(name);
      if (type && comment) sentences.set(type, comment);
    }
  }
  const byType = [...catalogue.values()].sort((left, right) => (left.type < right.type ? -1 : 1));
  return byType.map((contract) => {
    const sentence = sentences.get(contract.type);
    if (!sentence) throw new Error(`${contract.type} has no doc comment above its contract`);
    return { contract, sentence };
  });
};

const commentsIn = (source: string): ReadonlyMap<string, string> =>
  new Map(
    [...source.matchAll(documented)].map(([, comment = '', name = '']) => [
      name,
      withoutCitations(comment.replaceAll(/\s*\n\s*\*\s?/g, ' ').trim()),
    ]),
  );

/** The number of a rule helps who changes the code; to a reader of events the sentence says it all. */
const withoutCitations = (comment: string): string =>
  comment.replaceAll(/ \((?:rulings?|practices?|requirements?|definitions?) [A-Z]?\d[^)]*\)/g, '');
