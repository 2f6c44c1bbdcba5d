#!/usr/bin/env bash
# Installs the package in a bare Debian, tries it there and takes it away again: nothing may be left
# but what its user made. Run as root. Needs debootstrap and the network.
# Usage: tests/installed.sh PACKAGE.deb [SUITE]
set -euo pipefail
exec </dev/null

package=$(realpath "${1:?usage: tests/installed.sh PACKAGE.deb [SUITE]}")
suite=${2:-bookworm}
bare=$(mktemp -d)

leave() {
    umount "$bare/proc" 2>/dev/null || true
    rm -rf --one-file-system "$bare"
}
trap leave EXIT

fail() {
    echo "FAILED: $1" >&2
    exit 1
}

inside() {
    chroot "$bare" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@"
}

# What apt says on the way is of use only where it fails.
apt_inside() {
    inside apt-get -qq -y -o APT::Sandbox::User=root "$@" >"$bare/tmp/apt" 2>&1 ||
        fail "apt-get $*: $(tail -5 "$bare/tmp/apt")"
}

# Every file, and what it holds. What programs keep in caches and logs is theirs.
every_file() {
    inside find / -xdev \( -path /proc -o -path /var/lib/apt -o -path /var/cache -o -path /var/log \
        -o -path /var/lib/dpkg -o -path /tmp -o -path /root \) -prune -o -type f -print0 |
        sort -z | (cd "$bare" && sed -z 's|^/||' | xargs -0 sha256sum)
}

echo "--- A bare Debian ($suite)"
debootstrap --variant=minbase "$suite" "$bare" >"$bare.log" 2>&1 || fail "$(tail -3 "$bare.log")"
rm -f "$bare.log"
mount -t proc proc "$bare/proc"
apt_inside update
# A display and a hand to look at the window with, and the software that draws where there is no
# graphics card; the menus' and the MIME types' own databases, as every desktop has them.
apt_inside install --no-install-recommends xvfb xdotool libgl1-mesa-dri desktop-file-utils \
    shared-mime-info
cp "$package" "$bare/tmp/parallax.deb"
# What it depends on stays, so that what is looked for afterwards is its own.
depends=$(inside apt-get install --dry-run --no-install-recommends /tmp/parallax.deb |
    awk '$1 == "Inst" && $2 != "parallax" { print $2 }')
# shellcheck disable=SC2086 # One word each.
[ -z "$depends" ] || apt_inside install --no-install-recommends $depends
every_file >"$bare/tmp/before"

echo "--- Installed"
apt_inside install --no-install-recommends /tmp/parallax.deb
inside parallax --version
sample=$(inside find /usr/share/parallax -name '*.estimates.ron' | head -1)
[ -n "$sample" ] || fail "there is no sample in the package"
inside parallax check "$sample"
inside desktop-file-validate /usr/share/applications/org.parallax_estimates.Parallax.desktop
kind=$(inside sh -c 'grep "estimates.ron" /usr/share/mime/globs2' || true)
[ -n "$kind" ] || fail "no kind of file is known for estimates"
for command in "" -check -compare -export; do
    [ -f "$bare/usr/share/man/man1/parallax$command.1.gz" ] || fail "no page for parallax$command"
done
inside grep -q '^Exec=parallax' /usr/share/applications/org.parallax_estimates.Parallax.desktop ||
    fail "the menu does not start it"

echo "--- Its window"
cat >"$bare/tmp/window" <<'END'
#!/bin/sh
# Whether a window of this name opens, and closes when it is told to.
export DISPLAY=:9 XDG_RUNTIME_DIR=/tmp/runtime
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
Xvfb :9 -screen 0 1366x768x24 >/dev/null 2>&1 &
display=$!
sleep 2
parallax "$1" >/tmp/said 2>&1 &
window=$!
found=
for _ in $(seq 60); do
    found=$(xdotool search --onlyvisible --name 'Parallax' 2>/dev/null | head -1)
    [ -n "$found" ] && break
    kill -0 "$window" 2>/dev/null || break
    sleep 1
done
[ -n "$found" ] && xdotool getwindowname "$found"
sleep 5
kill -0 "$window" 2>/dev/null || { echo "it ended by itself"; cat /tmp/said; kill $display; exit 1; }
kill -TERM "$window"
wait "$window"
ended=$?
kill "$display"
[ -n "$found" ] || { cat /tmp/said; exit 1; }
exit "$ended"
END
chmod +x "$bare/tmp/window"
inside /tmp/window "$sample" || fail "the window did not open and close"

echo "--- Purged"
apt_inside purge parallax
every_file >"$bare/tmp/after"
left=$(diff "$bare/tmp/before" "$bare/tmp/after") || fail "left behind or changed:
$left"
inside dpkg -s parallax >/dev/null 2>&1 && fail "dpkg still knows it"
echo "What its user has: $(inside find /root -type f | tr '\n' ' ')"
echo "All good"
