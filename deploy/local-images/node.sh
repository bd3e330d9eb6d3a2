#!/bin/bash
# local/node:24 from the Node that this repository installs for itself, and the npm of this machine for the build stage.
source "$(dirname "$0")/root-folder.sh"

node=$(realpath "$here/../../node_modules/node-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')/bin/node")
npm=$(npm root --global)/npm

cp "$node" "$root/usr/local/bin/node"
libraries /usr/local/bin
loaded_later "${name_resolution[@]}"
mkdir -p "$root/usr/local/lib/node_modules"
cp -RL "$npm" "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
# Where this machine trusts an authority of its own, npm in the image must too.
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
user node 1000 /home/node

import_as local/node:24 'ENV PATH=/usr/local/bin:/usr/bin:/bin' \
  'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' 'CMD ["node"]'
