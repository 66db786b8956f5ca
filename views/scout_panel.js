/* The criteria of the page Scout: what a place must have, and what matters how much.
 *
 * The address holds what is chosen; this panel shows it and sends every change at once, with a number that the server
 * sends back: an answer to an older change never moves a slider under the hand. All words come with the data. */
const STEP = 0.5;

/* Whether two conditions ask for the same. */
const alike = (one, other) => one.id === other.id && one.kind === other.kind && one.value === other.value;

/* One panel: its parts, the data that it shows, and the number of the last change that it sent. */
class Panel {
  constructor(root) {
    this.root = root;
    this.sent = 0;
    this.rows = new Map();
  }

  show(component) {
    const data = component.data;
    this.send = (chosen) => component.setStateValue("chosen", chosen);
    const same = this.data && this.data.shape === data.shape;
    const late = data.seq < this.sent;
    this.data = data;
    if (!same) this.build();
    if (!same || !late) this.fill();
    this.tell();
  }

  /* ---------------------------------------------------------------------------------------------------- building */
  build() {
    this.root.replaceChildren();
    this.rows.clear();
    this.must = this.section("must", this.data.words.must, this.data.words.must_hint);
    this.list = add(this.must.body, "ul", "sc-conditions");
    this.adder = button(this.must.body, "sc-quiet", this.data.words.add, () => this.addCondition());
    this.matters = this.section("matters", this.data.words.matters, this.data.words.matters_hint);
    const list = add(this.matters.body, "ul", "sc-criteria");
    this.data.criteria.forEach((one) => this.rows.set(one.id, this.criterion(list, one)));
    if (this.data.missing.length) this.missing();
  }

  /* Criteria that the data cannot tell, each with the reason. */
  missing() {
    const box = add(this.matters.body, "details", "sc-missing");
    add(box, "summary", "", this.data.words.missing);
    const list = add(box, "ul", "");
    this.data.missing.forEach((one) => {
      const item = add(list, "li", "");
      add(item, "b", "", one.name);
      add(item, "span", "", " " + one.why);
    });
  }

  section(name, title, hint) {
    const box = add(this.root, "details", "sc-section sc-" + name);
    box.open = !(window.innerWidth <= 640);
    const summary = add(box, "summary");
    add(summary, "h2", "", title);
    const told = add(summary, "span", "sc-told");
    const body = add(box, "div", "sc-body");
    add(body, "p", "sc-hint", hint);
    return { told, body };
  }

  criterion(list, one) {
    const words = this.data.words;
    const item = add(list, "li", "sc-criterion");
    const id = "sc-" + one.id;
    const on = field(item, "input", one.name, { type: "checkbox", role: "switch", class: "sc-switch" });
    const name = button(item, "sc-name", one.name, () => {
      about.hidden = !about.hidden;
      name.setAttribute("aria-expanded", String(!about.hidden));
    });
    name.setAttribute("aria-expanded", "false");
    name.setAttribute("aria-controls", id);
    const weight = field(item, "input", words.weight.replace("{name}", one.name), { type: "range", min: 0, max: 5, step: STEP });
    const told = add(item, "output", "sc-weight");
    const about = add(item, "div", "sc-about");
    about.id = id;
    about.hidden = true;
    one.about.forEach((text) => add(about, "p", "", text));
    if (one.turns) this.turner(about, one);
    on.addEventListener("change", () => {
      if (on.checked && Number(weight.value) === 0) this.setWeight(weight, told, one.usual);
      item.classList.toggle("sc-on", on.checked);
      this.changed();
    });
    weight.addEventListener("input", () => {
      weight.step = STEP;
      on.checked = Number(weight.value) > 0;
      item.classList.toggle("sc-on", on.checked);
      this.setWeight(weight, told, Number(weight.value));
      this.changed();
    });
    return { item, on, weight, told };
  }

  /* Some things are good when they are low for one project and when they are high for another. */
  turner(about, one) {
    button(about, "sc-turn", one.turn, () => {
      const turned = new Set(this.data.turned);
      if (!turned.delete(one.id)) turned.add(one.id);
      this.changed([...turned]);
    });
  }

  setWeight(weight, told, value) {
    weight.step = Number.isInteger(value / STEP) ? STEP : "any";
    weight.value = value;
    weight.style.setProperty("--part", (value / 5) * 100 + "%");
    told.textContent = value.toLocaleString(this.data.lang, { maximumFractionDigits: 2 });
  }

  /* ------------------------------------------------------------------------------------------------------- filling */
  fill() {
    this.data.criteria.forEach((one) => {
      const row = this.rows.get(one.id);
      row.on.checked = one.on;
      row.item.classList.toggle("sc-on", one.on);
      this.setWeight(row.weight, row.told, one.on ? one.weight : Number(row.weight.value) && row.told.textContent ? Number(row.weight.value) : one.usual);
    });
    this.conditions();
  }

  /* Conditions that are shown as they should be stay: a list that is built anew takes the focus from whoever types there. */
  conditions() {
    const items = [...this.list.children];
    const shown = items.length === this.data.must.length && items.every((item, index) => alike(item.read(), this.data.must[index]));
    if (shown) return;
    this.list.replaceChildren();
    this.data.must.forEach((one) => this.condition(one));
  }

  condition(one) {
    const words = this.data.words;
    const item = add(this.list, "li", "sc-condition");
    const known = new Map(this.data.criteria.map((criterion) => [criterion.id, criterion]));
    const which = field(item, "select", words.criterion, { class: "sc-which" });
    this.data.criteria.forEach((criterion) => { add(which, "option", "", criterion.name).value = criterion.id; });
    which.value = one.id;
    const away = button(item, "sc-away", "\u00d7", () => {
      item.remove();
      this.changed();
      this.adder.focus();
    });
    const name = (id) => away.setAttribute("aria-label", words.remove.replace("{name}", known.get(id).name));
    name(one.id);
    const side = field(item, "select", words.side, { class: "sc-side" });
    ["min", "max"].forEach((kind) => { add(side, "option", "", words[kind]).value = kind; });
    side.value = one.kind;
    const value = field(item, "input", words.bound, { type: "number", step: known.get(one.id).step, class: "sc-bound" });
    value.value = one.value;
    const effect = add(item, "p", "sc-effect");
    add(effect, "span", "sc-unit", known.get(one.id).unit);
    add(effect, "span", "sc-did");
    which.addEventListener("change", () => {
      const next = known.get(which.value);
      side.value = next.kind;
      value.step = next.step;
      value.value = next.suggest;
      item.querySelector(".sc-unit").textContent = next.unit;
      name(next.id);
      this.changed();
    });
    side.addEventListener("change", () => this.changed());
    value.addEventListener("change", () => { if (value.value !== "") this.changed(); });
    item.read = () => ({ id: which.value, kind: side.value, value: Number(value.value) });
    return which;
  }

  addCondition() {
    const taken = new Set([...this.list.children].map((item) => item.read().id));
    const one = this.data.criteria.find((criterion) => !taken.has(criterion.id)) || this.data.criteria[0];
    this.condition({ id: one.id, kind: one.kind, value: one.suggest }).focus();
    this.changed();
  }

  /* What the server alone knows: how many are left, what each condition did. */
  tell() {
    this.must.told.textContent = this.data.told.must;
    this.matters.told.textContent = this.data.told.matters;
    [...this.list.children].forEach((item, index) => {
      const one = this.data.must[index];
      item.querySelector(".sc-did").textContent = one && alike(one, item.read()) ? one.effect : "";
    });
    this.adder.hidden = this.list.children.length >= this.data.most;
  }

  /* ------------------------------------------------------------------------------------------------------ changing */
  changed(turned) {
    this.sent = Math.max(this.sent, this.data.seq) + 1;
    const weights = {};
    this.rows.forEach((row, id) => { if (row.on.checked) weights[id] = Number(row.weight.value); });
    const must = [...this.list.children].map((item) => item.read());
    window.__regioscope_scout_sent = { seq: this.sent, t: performance.now() };
    this.send({ seq: this.sent, weights, must, turned: turned || this.data.turned });
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".sc-panel");
  root.panel = root.panel || new Panel(root);
  root.panel.show(component);
}
