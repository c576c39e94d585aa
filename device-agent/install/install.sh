#!/bin/sh
# Installs the vehicle's agent on Raspberry Pi OS (Debian 12 or newer). Can be run again at any time: it brings
# everything back to how it should be and keeps the configuration, the enrolment and what waits in the outbox.
set -eu
umask 022

usage() {
  cat <<'TEXT'
sudo ./install.sh [--package FILE --key FILE] [--root DIR]

  --package FILE  the package, naif-agent-VERSION-PLATFORM.tar.gz, with its signature FILE.sig beside it;
                  not needed when this script lies in an unpacked package
  --key FILE      public key (PEM) of those who make releases; remembered for updates
  --root DIR      installs into a folder instead of this machine: no user, no service, for looking at
TEXT
}

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

root='' package='' key=''
while [ $# -gt 0 ]; do
  case $1 in
    --root | --package | --key)
      [ $# -ge 2 ] || fail "$1 needs a value."
      case $1 in
        --root) root=${2%/} ;;
        --package) package=$2 ;;
        --key) key=$2 ;;
      esac
      shift 2
      ;;
    --help)
      usage
      exit 0
      ;;
    *) fail "There is no option $1. --help tells which there are." ;;
  esac
done

here=$(dirname "$(readlink -f "$0")")
base=$root/opt/naif-agent
etc=$root/etc/naif-agent
state=$root/var/lib/naif-agent
installed_key=$etc/release.pub

[ -n "$root" ] || [ "$(id -u)" = 0 ] || fail 'This installs for the whole machine: run it with sudo.'

# --- user -----------------------------------------------------------------------------------------------------------
# In a folder of one's own there are no users: everything stays the caller's.
give() { [ -n "$root" ] || chown "$@"; }

if [ -z "$root" ]; then
  if ! getent passwd naif-agent >/dev/null; then
    useradd --system --user-group --home-dir /var/lib/naif-agent --no-create-home \
      --shell /usr/sbin/nologin naif-agent
    say 'User naif-agent created.'
  fi
  for group in dialout video; do
    if getent group "$group" >/dev/null; then usermod --append --groups "$group" naif-agent; fi
  done
fi

# --- folders --------------------------------------------------------------------------------------------------------
install -d -m 0755 "$base" "$base/releases"
install -d -m 0750 "$etc"
install -d -m 0700 "$state"
give root:naif-agent "$etc"
give -R naif-agent:naif-agent "$state"

# --- key ------------------------------------------------------------------------------------------------------------
if [ -n "$key" ]; then
  [ -r "$key" ] || fail "The key $key cannot be read."
  install -m 0644 "$key" "$installed_key"
fi

# --- release --------------------------------------------------------------------------------------------------------
version_of() { sed -n 's/.*"version" *: *"\([0-9A-Za-z.-]*\)".*/\1/p' "$1/release.json" | head -n 1; }

draft=$base/releases/.draft-$$
trap 'rm -rf "$draft"' EXIT
if [ -n "$package" ]; then
  [ -r "$package" ] && [ -r "$package.sig" ] || fail "$package and $package.sig are needed."
  [ -r "$installed_key" ] || fail 'The package cannot be checked: give the public key by --key FILE.'
  openssl pkeyutl -verify -pubin -inkey "$installed_key" -rawin -in "$package" \
    -sigfile "$package.sig" >/dev/null 2>&1 ||
    fail "$package was not signed by the owner of the key: it is damaged, or from somebody else."
  mkdir "$draft"
  tar --extract --gzip --file="$package" --directory="$draft" --strip-components=1 --no-same-owner
elif [ -f "$here/../release.json" ] && [ -x "$here/../bin/node" ]; then
  unpacked=$(readlink -f "$here/..")
  # The script of the release that is installed only brings the rest back to how it should be.
  [ "$(dirname "$unpacked")" = "$(readlink -f "$base/releases")" ] ||
    cp -R --no-preserve=ownership "$unpacked" "$draft"
else
  fail 'Give the package by --package FILE.'
fi

if [ -d "$draft" ]; then
  version=$(version_of "$draft")
  [ -n "$version" ] || fail 'The package does not say its version.'
  if [ -d "$base/releases/$version" ]; then
    say "Version $version is there already."
  else
    mv "$draft" "$base/releases/$version"
    give -R root:root "$base/releases/$version"
    say "Version $version unpacked."
  fi
  if [ ! -e "$base/current" ]; then
    ln -sfn "releases/$version" "$base/current"
  elif [ "$(readlink "$base/current")" != "releases/$version" ]; then
    say "$(basename "$(readlink "$base/current")") goes on running: naif-agent update changes the version."
  fi
fi
files=$base/current/install

# --- configuration --------------------------------------------------------------------------------------------------
install -m 0640 "$files/agent.conf.example" "$etc/agent.conf.example"
[ -e "$etc/agent.conf" ] || install -m 0640 "$files/agent.conf.example" "$etc/agent.conf"
chmod 0640 "$etc/agent.conf"
give root:naif-agent "$etc/agent.conf" "$etc/agent.conf.example"

# --- system ---------------------------------------------------------------------------------------------------------
put() {
  install -d -m 0755 "$(dirname "$root$2")"
  install -m 0644 "$files/$1" "$root$2"
}
put naif-agent.service /etc/systemd/system/naif-agent.service
put 60-naif-agent.rules /etc/udev/rules.d/60-naif-agent.rules
put journald.conf /etc/systemd/journald.conf.d/naif-agent.conf
put modules-load.conf /etc/modules-load.d/naif-agent.conf
install -d -m 0755 "$root/usr/local/bin"
ln -sfn /opt/naif-agent/current/bin/naif-agent "$root/usr/local/bin/naif-agent"

if [ -n "$root" ]; then
  say "Installed below $root."
  exit 0
fi
systemctl daemon-reload
systemctl try-restart systemd-journald.service
for module in usbserial cdc-acm; do modprobe "$module" 2>/dev/null || true; done
udevadm control --reload
udevadm trigger --subsystem-match=tty
systemctl enable --quiet naif-agent.service
if [ -e "$state/enrolment.json" ]; then
  systemctl restart naif-agent.service
  say 'Installed and started. "sudo naif-agent doctor" tells whether all is well.'
else
  say 'Installed. Next: "sudo naif-agent enrol --server https://YOUR-SERVER", then "sudo systemctl start naif-agent".'
fi
