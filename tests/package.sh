#!/usr/bin/env bash
# Makes the packages of this commit: target/package/parallax_*.deb for Debian and Ubuntu, and a folder
# in a .tar.xz that runs from wherever it is unpacked. Needs cargo-deb, jq and xz. The same commit gives
# the same bytes with the same toolchain in the same folder.
set -euo pipefail
cd "$(dirname "$0")/.."

out=target/package
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
PARALLAX_COMMIT=$(git rev-parse --short=12 HEAD)
[ -z "$(git status --porcelain)" ] || PARALLAX_COMMIT+=" and changes"
export SOURCE_DATE_EPOCH PARALLAX_COMMIT

for tool in cargo-deb jq xz; do
    command -v "$tool" >/dev/null || { echo "$tool is needed" >&2; exit 2; }
done
rm -rf "$out"
mkdir -p "$out/pages"

cargo build --locked --release
target/release/parallax pages "$out/pages"

# The crates that are linked in: name and version.
linked() {
    cargo tree --locked --edges normal --prefix none --format '{p}' |
        awk '$1 != "parallax" { sub(/^v/, "", $2); print $1, $2 }' | sort -u
}

# Each of them with its licence and the texts that it comes with.
licences() {
    local known name version licence folder text
    known=$(cargo metadata --locked --format-version 1 | jq -r '
        .packages[] | [.name, .version, (.license // "see below"), .manifest_path] | @tsv')
    echo "Parallax is built from these crates, under the licences named beside them."
    while read -r name version; do
        IFS=$'\t' read -r licence folder < <(
            awk -F '\t' -v OFS='\t' -v n="$name" -v v="$version" \
                '$1 == n && $2 == v { print $3, $4 }' <<<"$known")
        printf '\n== %s %s: %s\n' "$name" "$version" "$licence"
        for text in "$(dirname "$folder")"/{LICEN[CS]E,COPYING,NOTICE,UNLICENSE}*; do
            [ -f "$text" ] || continue
            printf '\n-- %s\n\n' "$(basename "$text")"
            cat "$text"
        done
    done < <(linked)
}

licences >"$out/licences.txt"
{
    cat LICENSE-MIT
    echo
    echo "Or, as you like, under the Apache License, Version 2.0: on Debian it is in"
    echo "/usr/share/common-licenses/Apache-2.0. The licences of the crates that are linked in"
    echo "are in /usr/share/doc/parallax/licences.txt."
} >"$out/copyright"

cargo deb --no-build --locked --output "$out/"

version=$(cargo metadata --locked --no-deps --format-version 1 | jq -r '.packages[0].version')
folder="parallax-$version-$(rustc -vV | awk '/^host/ { print $2 }')"
mkdir -p "$out/$folder"/{bin,share/man/man1,share/bash-completion/completions,share/parallax}
cp target/release/parallax "$out/$folder/bin/"
strip "$out/$folder/bin/parallax"
cp "$out"/pages/*.1 "$out/$folder/share/man/man1/"
cp "$out/pages/parallax.bash" "$out/$folder/share/bash-completion/completions/parallax"
cp -r assets/mappings assets/samples assets/packaging assets/icons "$out/$folder/share/parallax/"
cp README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$out/licences.txt" "$out/$folder/"
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
    -C "$out" -cf - "$folder" | xz -T1 -6 >"$out/$folder.tar.xz"
rm -r "${out:?}/$folder"

ls -l "$out"/*.deb "$out"/*.tar.xz
