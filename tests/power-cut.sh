#!/usr/bin/env bash
# Cuts the power while unsaved work is recorded and a session is saved, and looks what is left.
#
#   tests/power-cut.sh [CUTS]
#
# What lies on a disk at one moment is what a power cut leaves: a small disk of its own (ext4 in a
# file) is copied while a process writes to it, and the copy is mounted. Whatever the process had
# acknowledged before the copy began has to be in it, and all has to be whole. Needs an administrator,
# who may mount disks; run by hand.
set -euo pipefail
cd "$(dirname "$0")/.."
cuts=${1:-50}
tests=$(cargo test --locked --lib --no-run 2>&1 | sed -n 's/.*(\(.*\)).*/\1/p' | tail -1)
work=$(mktemp -d)
trap 'umount -q "$work/cut" "$work/disk" || true; rm -rf "$work"' EXIT
mkdir "$work/disk" "$work/cut"

of() { sed -n "s/^$1 //p" "$2" | tail -1; }

lost=0 unreadable=0 last=0
for cut in $(seq "$cuts"); do
    truncate -s 64M "$work/image"
    mkfs.ext4 -q -F "$work/image"
    mount -o loop "$work/image" "$work/disk"
    PARALLAX_TEST_RECORDS="$work/disk" "$tests" --exact \
        app::recorder::tests::the_process_that_is_killed --nocapture --test-threads 1 \
        >"$work/told" 2>/dev/null &
    process=$!
    until grep -q '^acknowledged' "$work/told"; do sleep 0.01; done
    sleep "0.$((RANDOM % 9))$((RANDOM % 10))"
    recorded=$(of acknowledged "$work/told") saved=$(of saved "$work/told")
    cp "$work/image" "$work/copy"
    kill -9 $process
    wait $process 2>/dev/null || true
    umount "$work/disk"
    mount -o loop "$work/copy" "$work/cut"
    if PARALLAX_TEST_LEFT="$work/cut" "$tests" --exact app::recorder::tests::what_was_left_is_told \
        --nocapture --test-threads 1 >"$work/left" 2>&1; then
        if (($(of recorded "$work/left") < recorded || $(of saved "$work/left") < ${saved:-0})); then
            lost=$((lost + 1))
            echo "cut $cut: $recorded acknowledged, ${saved:-0} saved, left: $(tr '\n' ' ' <"$work/left")"
        fi
    else
        unreadable=$((unreadable + 1))
        echo "cut $cut: unreadable: $(tail -5 "$work/left" | tr '\n' ' ')"
    fi
    last=$((last + recorded))
    umount "$work/cut"
done
echo "$cuts cuts, $last edits acknowledged before them: $unreadable unreadable, $lost lost"
((lost == 0 && unreadable == 0))
