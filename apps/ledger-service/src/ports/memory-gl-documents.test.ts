import { glDocumentsSuite } from './gl-documents.suite.ts';
import { memoryGlDocuments } from './memory-gl-documents.fixture.ts';

const memory = memoryGlDocuments();

glDocumentsSuite(() => ({
  ...memory,
  add: (after?: string) => memory.add(undefined, { after: after ?? null }),
}));
