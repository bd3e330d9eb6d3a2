import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiDocument } from '@recoup/runtime/http/documentation/api-document';

/** The file that the document of an API shows as the body of an endpoint. */
export const fileExample = (service: string, path: string): string => {
  const file = join(import.meta.dirname, '../../../docs/api', `${service}.json`);
  const { paths }: ApiDocument = JSON.parse(readFileSync(file, 'utf8'));
  const contents = Object.values(paths[path]?.post?.requestBody?.content ?? {});
  const example = contents.map((content) => content.example).find((shown) => typeof shown === 'string');
  if (example === undefined) throw new Error(`The document of ${service} shows no file for ${path}`);
  return example;
};
