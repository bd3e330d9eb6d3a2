# Sourced by the scripts beside it. Builds an image without a registry: a folder with busybox, programs of this machine and the
# libraries they need, imported as one layer. Needs root (owners in the image), busybox-static and a container engine.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

mkdir -p "$root"/{bin,etc/ssl/certs,tmp,usr/bin,usr/local/bin,var}
chmod 755 "$root"
chmod 1777 "$root/tmp"
cp "$(command -v busybox)" "$root/bin/busybox"
# The list names busybox itself.
for applet in $("$root/bin/busybox" --list); do [ "$applet" = busybox ] || ln -sf busybox "$root/bin/$applet"; done
ln -s /bin/env "$root/usr/bin/env"
printf 'root:x:0:0::/:/bin/sh\n' > "$root/etc/passwd"
printf 'root:x:0:\n' > "$root/etc/group"
# Without this file names of other containers may not resolve.
printf 'hosts: files dns\n' > "$root/etc/nsswitch.conf"

# user NAME ID HOME
user() {
  printf '%s:x:%s:%s::%s:/bin/sh\n' "$1" "$2" "$2" "$3" >> "$root/etc/passwd"
  printf '%s:x:%s:\n' "$1" "$2" >> "$root/etc/group"
  mkdir -p "$root$3"
  chown "$2:$2" "$root$3"
}

# Copies the libraries that the programs and libraries below a folder of the image need, from the same places of this machine.
libraries() {
  { find "$root$1" -type f \( -perm -100 -o -name '*.so*' \) -print0 | xargs -0 ldd 2> /dev/null || true; } |
    grep -o '/[^ ]*' | sort -u | while read -r file; do
      case $file in "$root"* | *:) continue ;; esac
      [ -e "$root$file" ] || { mkdir -p "$root$(dirname "$file")"; cp -L "$file" "$root$file"; }
    done
}

# Libraries that no program of the image is linked to, since they are looked for only when it runs.
loaded_later() {
  for library in "$@"; do
    found=$(ldconfig -p | grep -o "/.*/$library\$" | head -n 1)
    mkdir -p "$root$(dirname "$found")"
    cp -L "$found" "$root$found"
  done
}
name_resolution=(libnss_dns.so.2 libnss_files.so.2 libresolv.so.2)

# import_as NAME CHANGE ...
import_as() {
  name=$1
  shift
  changes=()
  for change in "$@"; do changes+=(--change "$change"); done
  tar -C "$root" -c . | docker import "${changes[@]}" - "$name" > /dev/null
  docker image inspect --format "$name {{.Size}} bytes" "$name"
}
