/**
 * A file's name as it is kept and shown: without folders, control characters and marks that reverse the writing, and at most 120
 * characters long with its ending. The bytes lie under their hash, so the name leads nowhere.
 */
export const plainFileName = (given: string): string => {
  const last = given.split(/[\\/]/).at(-1) ?? '';
  const visible = last
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/^[.\s]+/, '')
    .trim();
  const characters = [...visible];
  if (characters.length === 0) return 'document';
  const ending = /\.[\w]{1,10}$/.exec(visible)?.[0] ?? '';
  return characters.length <= 120 ? visible : characters.slice(0, 120 - ending.length).join('') + ending;
};

/** Content-Disposition after RFC 6266: always a download, a plain name for old readers and the real one for others. */
export const attachmentHeader = (fileName: string): string => {
  const ascii = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};
