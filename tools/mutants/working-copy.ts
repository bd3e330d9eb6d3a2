import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const own = '@recoup';

/**
 * A copy of what git knows or would know of a folder, in which sources may be changed. Its packages import each other there, and
 * everything else from where it is installed.
 */
export const workingCopy = (root: string): string => {
  const copy = mkdtempSync(join(tmpdir(), 'recoup-mutants-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const path of listed.split('\0').filter((one) => one !== '' && existsSync(join(root, one)))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, own), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== own && name !== '.vite') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  for (const folder of ['packages', 'apps'])
    for (const name of readdirSync(join(copy, folder)))
      symlinkSync(join(copy, folder, name), join(modules, own, name));
  return copy;
};
