#!/usr/bin/env bash
# Runs the built program as a person would: the command line without a display, then the window on
# a virtual screen. Usage: tests/smoke.sh PATH_OF_PARALLAX
#
# Needs Xvfb, openbox, wmctrl, xdotool, ImageMagick and strace. Real files are looked for in PARALLAX_REAL_FILES.
set -euo pipefail
exec </dev/null

program=$(realpath "${1:?usage: tests/smoke.sh PATH_OF_PARALLAX}")
root=$(realpath "$(dirname "$0")/..")
sample=$root/assets/samples/north-korean-troops.estimates.ron
work=$(mktemp -d)
started_processes=()

clean_up() {
    local process
    for process in "${started_processes[@]}"; do
        kill "$process" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap clean_up EXIT

# Nothing that a person keeps is read or written.
export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data
export XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache XDG_RUNTIME_DIR=$work/run
mkdir -m 700 -p "$HOME" "$XDG_RUNTIME_DIR"
unset DISPLAY WAYLAND_DISPLAY WAYLAND_SOCKET

fail() {
    echo "FAILED: $1" >&2
    [ -s "$work/err" ] && sed 's/^/  stderr: /' "$work/err" >&2
    exit 1
}

passed() {
    echo "ok: $1"
}

# expect STATUS ARGUMENT…: runs the program; its answer is in $work/out, the rest in $work/err.
expect() {
    local wanted=$1 status=0
    shift
    timeout 60 "$program" "$@" >"$work/out" 2>"$work/err" || status=$?
    [ "$status" -eq "$wanted" ] || fail "parallax $* ended with $status, not $wanted"
}

# The answer without white space holds this text.
answers() {
    tr -d ' \n' <"$work/out" | grep -qF -- "$1" || {
        head -c 2000 "$work/out" >&2
        fail "the answer lacks $1"
    }
}

# One plain sentence on stderr: a line or two, no trace.
one_sentence() {
    [ -s "$work/err" ] || fail "nothing was said"
    [ "$(wc -l <"$work/err")" -le 2 ] || fail "more than a sentence"
    ! grep -qE 'panicked|RUST_BACKTRACE|Error \{|Err\(' "$work/err" || fail "not a plain sentence"
}

checks_and_compares() {
    expect 0 check "$sample"
    [ -s "$work/out" ] || fail "check says nothing"
    expect 0 check "$sample" --format json --strict
    answers '"schema":1'
    answers '"estimates":69'
    passed "check"

    expect 0 compare "$sample" --measure "killed or wounded kursk" --at 2025-01-23
    expect 0 compare "$sample" --measure "killed or wounded kursk" --at 2025-01-23 --format json
    answers '"n":4'
    answers '"support":3'
    answers '"core":[{"low":3800,"high":4200}]'
    answers '"verdict":"diverge"'
    answers '"outside":["ROKJointChiefs"]'
    expect 0 compare "$sample" --measure "killed or wounded kursk" --format json
    answers '"segments":['
    passed "compare"
}

exports() {
    local kind
    for kind in svg json csv estimates.ron comparison.ron; do
        expect 0 export "$sample" -o "$work/out.$kind" --measure "killed or wounded kursk"
        [ -s "$work/out.$kind" ] || fail "export wrote no .$kind"
    done
    grep -q '<svg' "$work/out.svg" || fail "the .svg holds no picture"
    expect 0 export "$work/out.comparison.ron" -o "$work/again.comparison.ron"
    cmp "$work/out.comparison.ron" "$work/again.comparison.ron" ||
        fail "a session exported twice differs"
    expect 2 export "$work/out.comparison.ron" -o "$work/out.comparison.ron"
    one_sentence
    passed "export"
}

wrong_input_gets_a_sentence() {
    expect 2 check "$work/no-such-file.csv"
    one_sentence
    : >"$work/empty.csv"
    expect 2 check "$work/empty.csv"
    one_sentence
    mkdir "$work/nothing"
    expect 2 check "$work/nothing"
    one_sentence
    local status=0
    timeout 60 "$program" check "$sample" --format json 2>"$work/err" | head -c 1 >/dev/null ||
        status=${PIPESTATUS[0]}
    [ "$status" -eq 0 ] || fail "a closed pipe ended with $status"
    passed "wrong input"
}

real_files() {
    local economist=${PARALLAX_REAL_FILES:-}/economist/estimates.csv
    [ -f "$economist" ] || return 0
    expect 0 check "$economist" --format json
    answers '"rows":124,"estimates":124'
    expect 0 compare "$economist" --measure "russia killed" --by label --at 2026-06-30 \
        --format json
    answers '"n":4'
    answers '"core":[{"low":475000,"high":523000}]'
    answers '"verdict":"majority"'
    passed "the Economist's table"
}

# sockets LOG: the calls in it that open a way to other machines; the display and the desktop are
# spoken to on this one.
sockets() {
    grep -E 'AF_INET|AF_NETLINK|AF_PACKET' "$1" || true
}

watched=(strace -f --seccomp-bpf -qq -e 'trace=%network' -o "$work/sockets")

# asks_no_network ARGUMENT…: opens no way to another machine while it does this.
asks_no_network() {
    timeout 120 "${watched[@]}" "$program" "$@" >"$work/out" 2>"$work/err" || fail "parallax $* failed"
    [ -z "$(sockets "$work/sockets")" ] || fail "parallax $* asks the network: $(sockets "$work/sockets")"
}

commands_ask_no_network() {
    # What is looked for would be found.
    "${watched[@]}" bash -c 'exec 3<>/dev/tcp/127.0.0.1/9' >"$work/out" 2>"$work/err" || true
    [ -n "$(sockets "$work/sockets")" ] || fail "a way to another machine was not seen"

    local measure="killed or wounded kursk" kind
    asks_no_network check "$sample"
    asks_no_network compare "$sample" --measure "$measure" --at 2025-01-23
    asks_no_network reconcile "$sample" --at 2025-01-23
    for kind in svg png pdf html xlsx datapackage.zip csl.json comparison.ron; do
        asks_no_network export "$sample" -o "$work/asked.$kind" --measure "$measure"
    done
    asks_no_network report "$work/asked.comparison.ron" --renew -o "$work/report.pdf"
    passed "the command line asks no network"
}

no_display_is_said() {
    expect 2 "$sample"
    one_sentence
    passed "no display"
}

start_screen() {
    Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb" &
    started_processes+=($!)
    local tries
    for tries in $(seq 100); do
        [ -s "$work/display" ] && break
        sleep 0.1
    done
    [ -s "$work/display" ] || fail "the virtual screen did not start"
    DISPLAY=:$(cat "$work/display")
    export DISPLAY
    openbox >"$work/openbox" 2>&1 &
    started_processes+=($!)
    sleep 1
}

# A picture of one or two colours is an empty window.
is_drawn() {
    import -window "$1" "$work/window.png" 2>/dev/null || return 1
    [ "$(identify -format '%k' "$work/window.png")" -gt 100 ]
}

# why_still_there PROCESS WINDOW: whether the window or only the process stayed, and its threads.
why_still_there() {
    if xdotool getwindowname "$2" >/dev/null 2>&1; then
        echo "did not close its window within a minute of being asked to"
    else
        echo "closed its window and did not end within a minute"
    fi
    local thread
    for thread in "/proc/$1/task"/*; do
        echo "  thread $(cat "$thread/comm" "$thread/wchan" 2>/dev/null | tr '\n' ' ')"
    done
}

# window ARGUMENT…: starts, appears, is drawn, closes when told to, with exit code 0.
window() {
    local shown="parallax $*" status=0 id="" drawn="" tries
    shown=${shown//$root\//}
    # Watched from outside: what it does until it ends, the files it opens and its settings included.
    "${watched[@]}" "$program" "$@" >"$work/out" 2>"$work/err" &
    local process=$!
    started_processes+=("$process")
    for tries in $(seq 300); do
        kill -0 "$process" 2>/dev/null || fail "$shown ended before its window appeared"
        id=$(xdotool search --onlyvisible --name Parallax 2>/dev/null | tail -n 1) || true
        if [ -n "$id" ] && is_drawn "$id"; then
            drawn=yes
            break
        fi
        sleep 0.2
    done
    [ -n "$id" ] || fail "$shown: no window named Parallax within a minute"
    [ -n "$drawn" ] || fail "$shown: the window stayed blank"

    # Asked through the window manager, as its close button does: a key may go to no window at all.
    wmctrl -i -c "$(printf '0x%08x' "$id")"
    for tries in $(seq 300); do
        kill -0 "$process" 2>/dev/null || break
        sleep 0.2
    done
    ! kill -0 "$process" 2>/dev/null || fail "$shown $(why_still_there "$process" "$id")"
    wait "$process" || status=$?
    [ "$status" -eq 0 ] || fail "$shown ended with $status"
    [ -z "$(sockets "$work/sockets")" ] || fail "$shown asks the network: $(sockets "$work/sockets")"
    passed "$shown, and asks no network"
}

windows() {
    start_screen
    local economist=${PARALLAX_REAL_FILES:-}/economist/estimates.csv renderer
    window
    for renderer in "" "--renderer=glow"; do
        window ${renderer:+"$renderer"} "$sample"
        if [ -f "$economist" ]; then
            window ${renderer:+"$renderer"} "$economist"
        fi
    done
}

checks_and_compares
exports
wrong_input_gets_a_sentence
real_files
commands_ask_no_network
no_display_is_said
windows
