import { SaxesParser } from 'saxes';

export type XmlHandler = {
  readonly open: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
};

/** Takes XML apart as its text comes. Names are given without their prefix; entities that a document defines itself are refused. */
export const xmlParser = (
  handler: XmlHandler,
): { readonly push: (text: string) => void; readonly end: () => void } => {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  parser.on('opentag', ({ name, attributes }) => {
    handler.open(local(name), (wanted) => attributes[wanted] ?? prefixed(attributes, wanted));
  });
  parser.on('text', (text) => handler.text(text));
  parser.on('cdata', (text) => handler.text(text));
  parser.on('closetag', ({ name }) => handler.close(local(name)));
  parser.on('error', (error) => {
    throw error;
  });
  return {
    push: (text) => {
      parser.write(text);
    },
    end: () => {
      parser.close();
    },
  };
};

/** Reads a whole small document. */
export const readXml = async (
  chunks: AsyncIterable<{ readonly text: string }>,
  handler: XmlHandler,
): Promise<void> => {
  const parser = xmlParser(handler);
  for await (const { text } of chunks) parser.push(text);
  parser.end();
};

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const prefixed = (attributes: Readonly<Record<string, string>>, wanted: string): string | undefined => {
  const found = Object.keys(attributes).find((name) => name.endsWith(`:${wanted}`));
  return found === undefined ? undefined : attributes[found];
};
