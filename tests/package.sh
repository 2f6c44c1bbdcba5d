#!/usr/bin/env bash
# Makes the packages of this commit: target/package/parallax_*.deb for Debian and Ubuntu, and a folder
# in a .tar.xz that runs from wherever it is unpacked, with a bill of what is in them beside (CycloneDX).
# Needs cargo-deb, cargo-cyclonedx, jq and xz. The same commit gives the same bytes with the same
# toolchain, whoever builds it wherever: nothing of the builder's folders is in them.
set -euo pipefail
cd "$(dirname "$0")/.."

out=target/package
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
PARALLAX_COMMIT=$(git rev-parse --short=12 HEAD)
[ -z "$(git status --porcelain)" ] || PARALLAX_COMMIT+=" and changes"
export SOURCE_DATE_EPOCH PARALLAX_COMMIT

for tool in cargo-deb cargo-cyclonedx jq xz; do
    command -v "$tool" >/dev/null || { echo "$tool is needed" >&2; exit 2; }
done
rm -rf "$out"
mkdir -p "$out/pages"

# Built by itself, as the flags are others than those of work.
CARGO_TARGET_DIR=$PWD/target/packaged
program=$CARGO_TARGET_DIR/release/parallax
cargo fetch --locked --quiet
renamed=("--remap-path-prefix=$PWD=.")
for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
    renamed+=("--remap-path-prefix=$folder=crates")
done
CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; echo "${renamed[*]}")
export CARGO_TARGET_DIR CARGO_ENCODED_RUSTFLAGS

cargo build --locked --release
if grep -aqF -e "${CARGO_HOME:-$HOME/.cargo}/" -e "$PWD/" "$program"; then
    echo "The program names a folder of whoever built it" >&2
    exit 1
fi
"$program" pages "$out/pages"

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
cp "$program" "$out/$folder/bin/"
cp "$out"/pages/*.1 "$out/$folder/share/man/man1/"
cp "$out/pages/parallax.bash" "$out/$folder/share/bash-completion/completions/parallax"
cp -r assets/mappings assets/samples assets/packaging assets/icons "$out/$folder/share/parallax/"
cp README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$out/licences.txt" "$out/$folder/"
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
    -C "$out" -cf - "$folder" | xz -T1 -6 >"$out/$folder.tar.xz"
rm -r "${out:?}/$folder"

# What is in them, under its own names and not those of the folder that it was built in.
bill=parallax-$version.cdx
cargo cyclonedx --quiet --format json --spec-version 1.5 --no-build-deps --override-filename "$bill"
jq --arg folder "file://$PWD" --arg commit "$PARALLAX_COMMIT" '
    walk(if type == "string" then sub($folder; "file:///parallax"; "g") else . end)
    | .metadata.component.properties += [{ name: "parallax:commit", value: $commit }]' \
    "$bill.json" >"$out/$bill.json"
rm "$bill.json"

ls -l "$out"/*.deb "$out"/*.tar.xz "$out"/*.cdx.json
