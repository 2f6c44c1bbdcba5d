"use strict";
// Shows, of what the page holds, what was asked for. Every sentence was made beforehand; here they
// are only found, and the numbers in them put in their places. How they are packed is told beside the
// Rust that packs them, in src/export/live/packed.rs.

const byId = (id) => document.getElementById(id);
const MS_OF_DAY = 86400000;

// ----- What the page holds

async function unpacked() {
  const letters = atob(byId("held").textContent);
  const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Reads the numbers of the format one after the other.
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  number() {
    let number = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.at++];
      number += (byte & 127) * factor;
      if (byte < 128) return number;
    }
  }

  signed() {
    const number = this.number();
    return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  series(length) {
    const values = new Array(length);
    for (let place = 0, last = 0, step = 0; place < length; place++) {
      step = place < 2 ? this.signed() : step + this.signed();
      last += step;
      values[place] = last;
    }
    return values;
  }
}

class Held {
  constructor(bytes) {
    const reader = new Reader(bytes);
    this.head = JSON.parse(new TextDecoder().decode(reader.take(reader.number())));
    this.blocks = this.head.groupings.map(() => reader.take(reader.number()));
    this.read = new Map();
    this.seriesOf = this.head.templates.map(([, numbers]) => Math.max(-1, ...numbers) + 1);
  }

  // The runs of a grouping, for each day on which more was known.
  runs(grouping) {
    if (!this.read.has(grouping)) {
      const reader = new Reader(this.blocks[grouping]);
      const known = [];
      for (let day = 0; day <= this.head.known.length; day++) known.push(this.runsOfOne(reader));
      this.read.set(grouping, known);
    }
    return this.read.get(grouping);
  }

  runsOfOne(reader) {
    const runs = [];
    let end = 0;
    for (let count = reader.number(); count > 0; count--) {
      const first = end + reader.number();
      const days = reader.number();
      const template = reader.number();
      const series = [];
      for (let left = this.seriesOf[template]; left > 0; left--) series.push(reader.series(days));
      end = first + days;
      runs.push({ first, end, template, series });
    }
    return runs;
  }

  // What is said on a day: its lines.
  lines(grouping, known, day) {
    const all = this.runs(grouping);
    for (let place = known; place >= 0; place--) {
      const run = runAt(all[place], day);
      if (run) return this.linesOf(run, day - run.first);
    }
    return [];
  }

  linesOf(run, day) {
    const [lines, numbers] = this.head.templates[run.template];
    let next = 0;
    const bit = (bit) =>
      typeof bit === "string" ? bit : this.number(run.series[numbers[next++]][day], bit);
    return lines.map((piece) => this.head.pieces[piece].map(bit).join(""));
  }

  // A number as it is written: thousands set apart, no zeros at the end behind the point.
  number(digits, decimals) {
    const text = String(digits).padStart(decimals + 1, "0");
    const whole = text.slice(0, text.length - decimals);
    const fraction = text.slice(text.length - decimals).replace(/0+$/, "");
    const apart = whole.replace(/\B(?=(\d{3})+$)/g, this.head.mark);
    return decimals && fraction ? `${apart}.${fraction}` : apart;
  }
}

function runAt(runs, day) {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle].first <= day) low = middle + 1;
    else high = middle;
  }
  const run = runs[low - 1];
  return run && day < run.end ? run : undefined;
}

// ----- Days

const numberOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / MS_OF_DAY);
const isoOf = (number) => new Date(number * MS_OF_DAY).toISOString().slice(0, 10);
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(numberOf(text));

function written(head, iso) {
  const [year, month, day] = iso.split("-");
  if (head.dates === "iso") return iso;
  const name = head.months[Number(month) - 1];
  return head.dates === "mdy" ? `${name} ${Number(day)}, ${year}` : `${Number(day)} ${name} ${year}`;
}

// ----- Texts

// Names that are written from right to left stand by themselves, so that they turn nothing around
// them round.
const RIGHT_TO_LEFT =
  /([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\s]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?)/;

function say(element, text) {
  const parts = text.split(RIGHT_TO_LEFT).map((part, place) => {
    if (place % 2 === 0) return part;
    const name = document.createElement("bdi");
    name.textContent = part;
    return name;
  });
  element.replaceChildren(...parts.filter((part) => part !== ""));
}

// ----- The page

class Page {
  constructor(held) {
    this.held = held;
    this.head = held.head;
    this.first = numberOf(this.head.first);
    this.last = this.first + this.head.days - 1;
    this.asked = { day: numberOf(this.head.at), knownOn: this.head.knownOn, by: this.head.by };
  }

  begin() {
    const { head } = this;
    for (const [word, says] of head.groupings) byId("by").append(new Option(says, word));
    const day = byId("day");
    [day.min, day.max] = [isoOf(this.first), isoOf(this.last)];
    byId("along").max = String(head.days - 1);
    byId("known-on").min = head.known[0] ?? "";
    this.listen();
    this.marks();
    this.follow();
    byId("controls").hidden = false;
    byId("standing").hidden = false;
  }

  listen() {
    const on = (id, event, act) => byId(id).addEventListener(event, act);
    on("day", "change", () => {
      if (isDay(byId("day").value)) this.ask({ day: numberOf(byId("day").value) });
    });
    on("along", "input", () => this.ask({ day: this.first + Number(byId("along").value) }));
    on("known-on", "change", () => {
      const day = byId("known-on").value;
      if (day === "" || isDay(day)) this.ask({ knownOn: day || null });
    });
    on("by", "change", () => this.ask({ by: byId("by").value }));
    on("earlier", "click", () => this.ask({ day: this.change(-1) }));
    on("later", "click", () => this.ask({ day: this.change(1) }));
    on("earlier-known", "click", () => this.ask({ knownOn: this.knownBeside(-1) }));
    on("later-known", "click", () => this.ask({ knownOn: this.knownBeside(1) }));
    on("all-known", "click", () => this.ask({ knownOn: null }));
    window.addEventListener("hashchange", () => this.follow());
  }

  // What the address asks for: #day=2025-04-03&known-on=2025-05-01&by=label
  follow() {
    const hash = new URLSearchParams(location.hash.slice(1));
    const asked = { ...this.asked };
    if (isDay(hash.get("day"))) asked.day = numberOf(hash.get("day"));
    if (hash.has("day")) asked.knownOn = isDay(hash.get("known-on")) ? hash.get("known-on") : null;
    if (this.grouping(hash.get("by")) >= 0) asked.by = hash.get("by");
    this.asked = asked;
    this.show();
  }

  ask(change) {
    this.asked = { ...this.asked, ...change };
    this.show();
    const { day, knownOn, by } = this.asked;
    const hash = new URLSearchParams({ day: isoOf(day), ...(knownOn && { "known-on": knownOn }), by });
    history.replaceState(null, "", `#${hash}`);
  }

  grouping(word) {
    return this.head.groupings.findIndex(([by]) => by === word);
  }

  // The place of what was known: that of the last day held that is no later, at the end all of it.
  // Before anything was known it is as on the first.
  known() {
    const { known } = this.head;
    const { knownOn } = this.asked;
    if (knownOn === null) return known.length;
    return Math.max(0, known.filter((day) => day <= knownOn).length - 1);
  }

  knownBeside(step) {
    const { known } = this.head;
    const { knownOn } = this.asked;
    if (step < 0) {
      const before = known.filter((day) => knownOn === null || day < knownOn);
      return before.at(-1) ?? known[0] ?? null;
    }
    return known.find((day) => knownOn !== null && day > knownOn) ?? null;
  }

  lines(day) {
    const lines = this.held.lines(this.grouping(this.asked.by), this.known(), day - this.first);
    // Where a line speaks of the day on which it is said.
    const theDay = written(this.head, isoOf(day));
    return lines.map((line) => line.replaceAll("\u0001", theDay));
  }

  // By what one tells whether something has changed: the verdict, and how whose statement of when
  // stands.
  gist(day) {
    const [verdict, , , , ...rows] = this.lines(day);
    return [verdict, ...rows.map((row) => row.split("\t").slice(0, 3).join("\t"))].join("\n");
  }

  // The next day, or the one before, on which something is another than on the day before it; the
  // end of days where there is none.
  change(step) {
    for (let day = this.asked.day + step; day > this.first && day <= this.last; day += step) {
      if (this.gist(day) !== this.gist(day - 1)) return day;
    }
    return step < 0 ? this.first : this.last;
  }

  show() {
    this.asked.day = Math.min(Math.max(this.asked.day, this.first), this.last);
    const { head } = this;
    const { day, knownOn, by } = this.asked;
    const iso = isoOf(day);
    const [verdict = "", sentence = "", fragile = "", counted = "", ...rows] = this.lines(day);
    const [all, on] = head.knowing;
    const knowing = knownOn === null ? all : `${on} ${written(head, knownOn)}`;
    const [, saysBy] = head.groupings[this.grouping(by)];
    say(byId("when"), `${written(head, iso)}, ${saysBy}, ${knowing}`);
    say(byId("verdict"), verdict);
    say(byId("sentence"), sentence);
    say(byId("fragile"), fragile);
    say(byId("counted"), counted);
    byId("rows").replaceChildren(...rows.map((row) => this.row(row)));
    byId("day").value = iso;
    byId("along").value = String(day - this.first);
    byId("along").setAttribute("aria-valuetext", written(head, iso));
    byId("known-on").value = knownOn ?? "";
    byId("by").value = by;
    byId("earlier").disabled = day <= this.first;
    byId("later").disabled = day >= this.last;
    byId("earlier-known").disabled = knownOn !== null && this.known() === 0;
    byId("later-known").disabled = knownOn === null;
    byId("all-known").disabled = knownOn === null;
    this.showInChart();
  }

  // A statement: how it stands, who, as of, as stated, read as, and where it can be read.
  row(text) {
    const row = document.createElement("tr");
    const cells = text.split("\t");
    cells.forEach((text, place) => {
      const cell = document.createElement("td");
      if (place === cells.length - 1 && text !== "") {
        const link = document.createElement("a");
        link.href = `#reference-${text}`;
        link.textContent = `[${text}]`;
        cell.append(link);
      } else {
        say(cell, text);
      }
      row.append(cell);
    });
    return row;
  }

  // ----- The chart

  showInChart() {
    const { chart, marks } = this.head;
    const x = chart.x + (this.asked.day - this.first) * chart.perDay;
    for (const end of ["x1", "x2"]) this.now.setAttribute(end, x.toFixed(2));
    this.now.toggleAttribute("hidden", x < chart.left - 1 || x > chart.right + 1);
    const { knownOn } = this.asked;
    for (const mark of this.drawn) {
      const [, since] = marks[mark.dataset.id];
      mark.classList.toggle("unknown", knownOn !== null && since > knownOn);
    }
  }

  marks() {
    const { chart, marks } = this.head;
    const svg = byId("chart").querySelector("svg");
    // What is in it can be reached.
    svg.setAttribute("role", "group");
    this.now = document.createElementNS("http://www.w3.org/2000/svg", "line");
    this.now.id = "now";
    [this.now.y1.baseVal.value, this.now.y2.baseVal.value] = chart.down;
    svg.append(this.now);
    this.drawn = [...svg.querySelectorAll("[data-id]")].filter((mark) => marks[mark.dataset.id]);
    const isSign = (mark) => ["glyph", "flag"].includes(mark.dataset.part);
    this.signs = this.drawn.filter(isSign).sort((a, b) => leftOf(a) - leftOf(b));
    this.signs.forEach((sign, place) => {
      sign.setAttribute("tabindex", place === 0 ? "0" : "-1");
      sign.setAttribute("role", "img");
      sign.setAttribute("aria-label", this.says(sign));
      sign.addEventListener("pointerenter", () => this.tip(sign));
      sign.addEventListener("focus", () => this.tip(sign));
      for (const event of ["pointerleave", "blur"]) sign.addEventListener(event, () => this.tip());
      sign.addEventListener("keydown", (event) => this.step(event, place));
    });
    svg.addEventListener("click", (event) => this.point(svg, event));
  }

  says(sign) {
    const [says, , number] = this.head.marks[sign.dataset.id];
    return number === null ? says : `${says} [${number}]`;
  }

  // Along the signs with the arrow keys: one of them is on the way of Tab.
  step(event, place) {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (event.key === "Escape") this.tip();
    const to = { Home: 0, End: this.signs.length - 1 }[event.key] ?? place + steps[event.key];
    const next = this.signs[to];
    if (!next) return;
    event.preventDefault();
    this.signs[place].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  tip(sign) {
    const tip = byId("tip");
    tip.hidden = !sign;
    if (!sign) return;
    say(tip, this.says(sign));
    const at = sign.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = tip;
    const left = Math.min(Math.max(4, at.left + at.width / 2 - width / 2), innerWidth - width - 4);
    const top = at.top > height + 12 ? at.top - height - 8 : at.bottom + 8;
    [tip.style.left, tip.style.top] = [`${left}px`, `${top}px`];
  }

  // The day that is pointed at.
  point(svg, event) {
    const { chart } = this.head;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    if (at.x < chart.left || at.x > chart.right || at.y > chart.down[1]) return;
    this.ask({ day: this.first + Math.floor((at.x - chart.x) / chart.perDay + 1e-6) });
  }
}

const leftOf = (mark) => Number(mark.dataset.x ?? mark.getBBox().x);

unpacked()
  .then((bytes) => new Page(new Held(bytes)).begin())
  .catch((error) => {
    byId("trouble").hidden = false;
    console.error(error);
  });
