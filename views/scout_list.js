/* The ranking of the page Scout: rows that slide to their new place when a weight moves, each with a button that opens its
 * place and one that puts it on the shortlist. All words come with the data. */
const SLIDE_MS = 260;
const WAIT_MS = 500;
const KEPT = 20;
const SETTLED_MS = 400;
const NARROW = 900;
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");

class Ranking {
  constructor(root) {
    this.list = add(root, "ol", "sc-rows");
    this.rows = new Map();
    this.asked = [];
  }

  /* What is clicked stands in a list with numbers: two clicks while the server works are two clicks. */
  ask(name, code) {
    const last = this.asked.length ? this.asked[this.asked.length - 1].n : 0;
    this.asked = [...this.asked, { n: Math.max(last, this.data.asked) + 1, name, code }].slice(-KEPT);
    this.send("asked", this.asked);
  }

  show(component) {
    this.send = component.setStateValue;
    this.data = component.data;
    this.list.setAttribute("aria-label", this.data.words.label);
    const before = new Map([...this.rows].map(([code, row]) => [code, row.item.getBoundingClientRect().top]));
    const wanted = new Set(this.data.rows.map((row) => row.code));
    this.rows.forEach((row, code) => {
      if (wanted.has(code)) return;
      row.item.remove();
      this.rows.delete(code);
    });
    this.data.rows.forEach((told, place) => this.put(told, place));
    this.slide(before);
    this.painted(this.data.seq);
    this.settle();
  }

  /* The mark that tests and measurements wait for: which change of the criteria is on the screen, and since when. */
  painted(seq) {
    requestAnimationFrame(() => requestAnimationFrame((t) => { window.__regioscope_scout = { seq, t }; }));
  }

  /* Once nothing has moved for a moment, all trials are asked for. */
  settle() {
    window.clearTimeout(this.waiting);
    const question = this.data.question;
    const last = window.__regioscope_scout_sent;
    if (last && last.seq > this.data.seq) return;  // the answer to a newer change is on its way
    if (!this.data.final) this.waiting = window.setTimeout(() => this.send("settled", question), SETTLED_MS);
  }

  put(told, place) {
    const row = this.rows.get(told.code) || this.made(told.code);
    const at = this.list.children[place];
    if (at !== row.item) this.list.insertBefore(row.item, at || null);
    const words = this.data.words;
    row.item.classList.toggle("sc-open", told.open);
    row.place.textContent = told.place;
    row.name.textContent = told.name;
    row.name.setAttribute("aria-pressed", String(told.open));
    row.score.textContent = told.score;
    row.said.textContent = told.said;
    row.foot.replaceChildren();
    told.marks.forEach((mark) => { add(row.foot, "span", "rs-badge sc-" + mark.kind, mark.text).title = mark.hint; });
    told.also.forEach((text) => add(row.foot, "span", "", text));
    this.bar(row.bar, told.parts);
    row.star.textContent = told.starred ? "\u2605" : "\u2606";
    row.star.setAttribute("aria-pressed", String(told.starred));
    row.star.setAttribute("aria-label", (told.starred ? words.unstar : words.star).replace("{name}", told.name));
    row.star.title = told.starred ? words.starred : words.to_star;
  }

  /* One piece a criterion: what it adds to the score; a hatched one is what nobody knows. */
  bar(bar, parts) {
    while (bar.children.length > parts.length) bar.lastChild.remove();
    while (bar.children.length < parts.length) add(bar, "i", "");
    parts.forEach((part, index) => {
      const piece = bar.children[index];
      piece.className = part.unknown ? "sc-unknown" : index % 2 ? "sc-odd" : "";
      piece.style.width = part.width + "%";
      piece.title = part.text;
    });
  }

  made(code) {
    const item = document.createElement("li");
    item.dataset.code = code;
    const place = add(item, "span", "sc-place");
    const name = button(item, "sc-name", "", () => this.open(code));
    const score = add(item, "span", "sc-score");
    const star = button(item, "sc-star", "", () => this.ask("starred", code));
    const bar = add(item, "span", "sc-bar");
    bar.setAttribute("aria-hidden", "true");
    const said = add(item, "span", "sc-said");
    const foot = add(item, "span", "sc-foot");
    item.addEventListener("pointerenter", () => this.light(code, true));
    item.addEventListener("pointerleave", () => this.light(code, false));
    const row = { item, place, name, score, star, bar, said, foot };
    this.rows.set(code, row);
    return row;
  }

  /* Where the card stands below the list, it comes into sight. */
  open(code) {
    this.ask("opened", code);
    if (window.innerWidth > NARROW) return;
    const show = () => document.getElementById("place")?.scrollIntoView({ behavior: CALM.matches ? "auto" : "smooth" });
    window.setTimeout(show, WAIT_MS);
  }

  /* The place of a row stands out on the map while the pointer is on the row. */
  light(code, on) {
    document.querySelectorAll('.sc-map [data-code="' + CSS.escape(code) + '"]').forEach((shape) => shape.classList.toggle("sc-lit", on));
  }

  slide(before) {
    if (CALM.matches) return;
    this.rows.forEach((row, code) => {
      const from = before.get(code);
      if (from === undefined) {
        row.item.animate([{ opacity: 0 }, { opacity: 1 }], { duration: SLIDE_MS });
        return;
      }
      const way = from - row.item.getBoundingClientRect().top;
      if (Math.abs(way) < 2) return;
      row.item.animate([{ transform: `translateY(${way}px)` }, { transform: "none" }], { duration: SLIDE_MS, easing: "ease-out" });
    });
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".sc-ranking");
  root.ranking = root.ranking || new Ranking(root);
  root.ranking.show(component);
}
