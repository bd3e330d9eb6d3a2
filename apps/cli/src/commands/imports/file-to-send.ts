import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Refused } from '../../session/refused.ts';

/** A file of this machine, read while it is sent. Refuses what is no readable file. */
export const fileToSend = async (file: string): Promise<Blob> => {
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new Refused(`There is no file ${file}.`);
  if (!found.isFile()) throw new Refused(`${file} is not a file.`);
  return openAsBlob(file).catch(() => {
    throw new Refused(`The file ${file} cannot be read.`);
  });
};

/** A list as the services take it: with the media type that its name stands for. */
export const csvOrJson = async (file: string): Promise<{ readonly bytes: Blob; readonly type: string }> => ({
  bytes: await fileToSend(file),
  type: file.endsWith('.json') ? 'application/json' : 'text/csv',
});

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file of open items as the ledger takes it: JSON by its name, a workbook by its name or first bytes, else CSV. */
export const openItems = async (file: string): Promise<{ readonly bytes: Blob; readonly type: string }> => {
  const { bytes, type } = await csvOrJson(file);
  const isWorkbook = /[.]xlsx$/i.test(file) || (await bytes.slice(0, 4).text()) === 'PK\u0003\u0004';
  return { bytes, type: type === 'text/csv' && isWorkbook ? workbook : type };
};
