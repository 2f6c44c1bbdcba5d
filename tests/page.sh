#!/usr/bin/env bash
# Opens a page that can be asked in a browser, without a network, asks it of random days, groupings and
# what was known when, and holds what it says against what the program says.
# Usage: tests/page.sh PATH_OF_PARALLAX [FILE MEASURE]
#
# Needs Chromium. How often it asks is told by PARALLAX_PAGE_ASKS, 100 times without that. Where
# PARALLAX_AXE names the axe.min.js of axe-core, that looks at the page, too.
set -euo pipefail
exec </dev/null

program=$(realpath "${1:?usage: tests/page.sh PATH_OF_PARALLAX [FILE MEASURE]}")
root=$(realpath "$(dirname "$0")/..")
file=$(realpath "${2:-$root/assets/samples/north-korean-troops.estimates.ron}")
asked=(${3:+--measure "$3"})
asks=${PARALLAX_PAGE_ASKS:-100}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAILED: $1" >&2
    exit 1
}

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    fail "there is no Chromium"

# browse URL: what stands in a page at the end.
browse() {
    HOME=$work timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/browser" \
        --allow-file-access-from-files --host-resolver-rules='MAP * ~NOTFOUND' \
        --virtual-time-budget=60000 --dump-dom "$1" 2>"$work/err"
}

plain() {
    sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&nbsp;/ /g; s/&amp;/\&/g'
}

if [ ${#asked[@]} -eq 0 ]; then
    measure=$("$program" compare "$file" 2>&1 | sed -n 's/^  \([^ ]*\)  .*/\1/p' | head -1) || true
    [ -z "$measure" ] || asked=(--measure "$measure")
fi
"$program" export "$file" "${asked[@]}" -o "$work/page.html" 2>"$work/err" || fail "$(cat "$work/err")"
bytes=$(wc -c <"$work/page.html")

# The days that can be asked about, as the page itself says.
browse "file://$work/page.html" >"$work/dom"
attribute() {
    sed -n "s/.*<input type=\"date\" id=\"day\"[^>]* $1=\"\([0-9-]*\)\".*/\1/p" "$work/dom"
}
first=$(attribute min) last=$(attribute max)
[ -n "$first" ] && [ -n "$last" ] || fail "the script did not run: $(cat "$work/err")"
days=$((($(date -ud "$last" +%s) - $(date -ud "$first" +%s)) / 86400 + 1))

day_at() {
    date -ud "$first + $1 days" +%F
}

# day, known on or -, grouping
some_asks() {
    local groupings=(origin label affiliation kind country party camp method) ask known
    RANDOM=7
    for ((ask = 0; ask < asks; ask++)); do
        known=-
        [ $((ask % 4)) -eq 0 ] || known=$(day_at $(((RANDOM * 32768 + RANDOM) % days)))
        echo "$(day_at $(((RANDOM * 32768 + RANDOM) % days))) $known ${groupings[RANDOM % 8]}"
    done
}
some_asks >"$work/asks"

# A page beside it that has the page asked one after the other, by its address, and writes down what
# it says.
{
    echo '<!DOCTYPE html><meta charset="utf-8"><iframe id="page" src="page.html" width="1200" height="900"></iframe>'
    echo '<ol id="told"></ol><p id="requests"></p><script>'
    echo 'const asks = ['
    awk '{ printf "\"day=%s&by=%s%s\",\n", $1, $3, $2 == "-" ? "" : "&known-on=" $2 }' "$work/asks"
    cat <<'SCRIPT'
];
const page = document.getElementById("page");
const wait = () => new Promise((go) => setTimeout(go, 20));
page.addEventListener("load", async () => {
  const inside = page.contentDocument;
  while (inside.getElementById("controls").hidden) await wait();
  for (const ask of asks) {
    const moved = new Promise((go) =>
      page.contentWindow.addEventListener("hashchange", go, { once: true }));
    page.contentWindow.location.hash = ask;
    await moved;
    const told = ["verdict", "sentence", "fragile", "counted"].map((id) => inside.getElementById(id).textContent);
    const line = document.createElement("li");
    line.textContent = told.filter((text) => text !== "").join("|");
    document.getElementById("told").append(line, "\n");
  }
  const requests = page.contentWindow.performance.getEntriesByType("resource");
  document.getElementById("requests").textContent = `requests: ${requests.length}`;
});
</script>
SCRIPT
} >"$work/asking.html"
browse "file://$work/asking.html" >"$work/dom"
grep -q 'requests: 0' "$work/dom" || fail "the page asked for something, or did not come to an end"
sed -n 's/.*<li>\(.*\)<\/li>.*/\1/p' "$work/dom" | plain >"$work/said"
[ "$(wc -l <"$work/said")" -eq "$asks" ] || fail "asked $asks times, told $(wc -l <"$work/said") times"

same=0
while read -r day known by && read -r said <&3; do
    known_on=()
    [ "$known" = - ] || known_on=(--known-on "$known")
    "$program" compare "$file" "${asked[@]}" --at "$day" --by "$by" "${known_on[@]}" >"$work/out" 2>/dev/null
    # Behind the heading: the day, the verdict and the sentence, what makes it fragile, what is counted.
    told=$(awk '/^$/ { blank++; next } blank == 1' "$work/out" |
        sed '1s/^[^,]*, \([a-z ]*\): /\1|/' | paste -sd'|')
    if [ "$told" = "$said" ]; then
        same=$((same + 1))
    else
        echo "day $day, known on $known, by $by" >&2
        echo "  the page:    $said" >&2
        echo "  the program: $told" >&2
    fi
done <"$work/asks" 3<"$work/said"
[ "$same" -eq "$asks" ] || fail "the same $same of $asks times"

# What axe-core finds: its script is let into a copy of the page, which allows none but its own.
if [ -n "${PARALLAX_AXE:-}" ]; then
    {
        grep -v 'http-equiv="Content-Security-Policy"' "$work/page.html"
        echo '<pre id="found" hidden></pre><script>'
        cat "$PARALLAX_AXE"
        cat <<'SCRIPT'
;(async () => {
  while (document.getElementById("controls").hidden) await new Promise((go) => setTimeout(go, 20));
  const { violations, passes } = await axe.run();
  const lines = violations.map(({ id, help, nodes }) => `violation ${id}: ${help}: ${nodes[0].html}`);
  document.getElementById("found").textContent = [...lines, `rules passed: ${passes.length}`].join("\n");
})();
</script>
SCRIPT
    } >"$work/looked-at.html"
    browse "file://$work/looked-at.html" >"$work/dom"
    grep -q 'rules passed: [1-9]' "$work/dom" || fail "axe-core did not come to an end"
    ! grep -o 'violation [a-z-]*: .*' "$work/dom" >&2 || fail "axe-core found something"
    echo "ok: axe-core finds nothing"
fi
echo "ok: asked $asks times, the page says what the program says; $bytes bytes, no request"
