/* RegioscopeRoom: the presenter's side of the room, for the two windows of a meeting.
 *
 *   RegioscopeRoom.panel(element, {meeting, token})     opens and closes the room, asks, reads what waits, takes the record home
 *   RegioscopeRoom.results(element, {meeting, token})   what the audience sees on the wall: code, question, bars
 *
 * Both return {on(name, act), step(id), stop()}. Events: "state" (all that is known of the room) and "pins" (the shown pins as
 * GeoJSON, when they change). step(id) gives the phones the map of that step. `lang` and `root` (folder above app/static)
 * may be given; otherwise they are those of the page and of this script. Texts are written with textContent.
 */
(function () {
  "use strict";

  const EVERY_MS = 2000;
  const script = document.currentScript;
  const own = script.src.replace(/[^/]*$/, "");
  const appRoot = own.replace(/app\/static\/room\/$/, "");
  const open = new Map();          // one conversation for each meeting, however many elements show it

  function style() {
    if (document.querySelector("link[data-room]")) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = own + "presenter.css";
    link.dataset.room = "1";
    document.head.appendChild(link);
  }

  /* ------------------------------------------------------------------------------------------------------------- talk */
  function talk(options) {
    const name = options.meeting + " " + options.token;
    if (open.has(name)) return open.get(name);
    const base = (options.root === undefined ? appRoot : options.root) + "meet/" + encodeURIComponent(options.meeting) + "/room/";
    const lang = options.lang || document.documentElement.lang || "en";
    const heard = {};
    let timer = 0;
    let users = 0;
    let etag = "";
    let pins = "";
    const it = { state: null, words: null, lost: false };

    const tell = (kind, value) => (heard[kind] || []).slice().forEach((act) => act(value));

    function ask(path, more) {
      const headers = Object.assign({ Authorization: "Bearer " + options.token }, more && more.headers);
      return fetch(base + path + (path.includes("?") ? "&" : "?") + "lang=" + encodeURIComponent(lang), Object.assign({ cache: "no-cache" }, more, { headers: headers }));
    }

    function take(answer) {
      return answer.json().then((found) => {
        if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { told: found.error });
        const tag = answer.headers.get("ETag");
        if (it.lost) tell("connection", true);
        it.lost = false;
        if (tag && tag === etag) return found;
        etag = tag;
        it.state = found;
        tell("state", found);
        const shown = geojson(found.pins);
        const now = JSON.stringify(shown);
        if (now !== pins) {
          pins = now;
          tell("pins", shown);
        }
        return found;
      });
    }

    function look() {
      return ask("state").then(take).catch((error) => {
        it.lost = true;
        tell("connection", false, error);
        if (error.told) tell("refused", error.told);
      });
    }

    function turn() {
      clearTimeout(timer);
      if (!users) return;
      look().finally(() => { timer = setTimeout(turn, EVERY_MS); });
    }

    /* Sends an order; the answer is the new state. A refusal is a sentence. */
    it.act = function (path, body) {
      const more = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body || {}) };
      return ask(path, more).then(take).catch((error) => {
        tell("refused", error.told || it.words.lost);
        throw error;
      });
    };
    it.file = function (kind) {
      return ask("record." + kind).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
        return answer.blob().then((blob) => ({ blob: blob, name: named ? named[1] : "room." + kind }));
      });
    };
    it.on = (kind, act) => {
      (heard[kind] = heard[kind] || []).push(act);
      return () => { heard[kind] = heard[kind].filter((one) => one !== act); };
    };
    it.use = () => { users++; if (users === 1) it.ready.then(turn); };
    it.leave = () => { users--; if (!users) { clearTimeout(timer); open.delete(name); } };
    it.ready = ask("words.json").then((answer) => answer.json()).then((found) => { it.words = found; });
    open.set(name, it);
    return it;
  }

  function geojson(all) {
    return {
      type: "FeatureCollection",
      features: all.filter((pin) => pin.state === "shown").map((pin) => ({
        type: "Feature", id: pin.id, properties: { comment: pin.text, place: pin.place },
        geometry: { type: "Point", coordinates: [pin.lon, pin.lat] },
      })),
    };
  }

  /* ---------------------------------------------------------------------------------------------------------- elements */
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
  const letter = (i) => String.fromCharCode(65 + i);
  const sum = (counts) => counts.reduce((a, b) => a + b, 0);

  function add(parent, tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  function button(parent, className, text, act) {
    const element = add(parent, "button", "room-button " + (className || ""), text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  function number(words, value) {
    return new Intl.NumberFormat(words.locale).format(value);
  }

  function counted(words, value) {
    const forms = words.votes.split("|");
    const form = { one: 0, few: 1, many: 2 }[new Intl.PluralRules(words.locale).select(value)];
    return fill(forms[Math.min(form === undefined ? forms.length - 1 : form, forms.length - 1)], { n: number(words, value) });
  }

  function percent(words, part, all) {
    return new Intl.NumberFormat(words.locale, { style: "percent", maximumFractionDigits: 0 }).format(all ? part / all : 0);
  }

  /* Bars with counts and shares; `shown` false draws the answers alone. */
  function bars(parent, words, question, shown) {
    const box = add(parent, "ol", "room-bars" + (shown ? " room-counted" : ""));
    const all = sum(question.counts);
    const most = Math.max(1, ...question.counts);
    question.choices.forEach((text, i) => {
      const row = add(box, "li", "room-bar" + (shown && all && question.counts[i] === most ? " room-most" : ""));
      add(row, "span", "room-letter", letter(i));
      const middle = add(row, "span", "room-answer");
      add(middle, "span", "", text);
      if (!shown) return;
      const track = add(middle, "span", "room-track");
      add(track, "span", "room-fill").style.width = (100 * question.counts[i] / most) + "%";
      add(row, "span", "room-count", number(words, question.counts[i]));
      add(row, "span", "room-share", percent(words, question.counts[i], all));
    });
    return box;
  }

  function code(parent, words, state, className) {
    const box = add(parent, "figure", "room-code " + (className || ""));
    const picture = add(box, "img");
    picture.src = state.qr;
    picture.alt = fill(words.qr, { address: state.address });
    const caption = add(box, "figcaption");
    add(caption, "span", "room-scan", words.scan);
    const [host, name] = state.address.replace("http://", "").split("/");
    const address = add(caption, "span", "room-address", host);
    address.appendChild(document.createElement("wbr"));
    address.append("/" + name);
    return box;
  }

  /* Draws a part again when what it shows has changed; a field that somebody types into stays. */
  function part(parent, className, draw) {
    const element = add(parent, "section", className);
    let last = "";
    return (...values) => {
      const now = JSON.stringify(values);
      if (now === last) return;
      last = now;
      const held = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      element.replaceChildren();
      draw(element, ...values);
      const again = held && element.querySelector('[data-key="' + CSS.escape(held) + '"]');
      if (again) again.focus();
    };
  }

  /* ------------------------------------------------------------------------------------------------------------- panel */
  function makePanel(element, conversation) {
    const words = conversation.words;
    const root = add(element, "div", "room-panel");
    root.addEventListener("keydown", (event) => {        // what is typed here is no order to the meeting
      if (event.target.matches("input, textarea, select, button")) event.stopPropagation();
    });
    const said = add(root, "p", "room-said");
    said.setAttribute("role", "alert");
    const act = (path, body) => {
      said.textContent = "";
      return conversation.act(path, body).catch(() => null);
    };
    const undo = [
      conversation.on("refused", (sentence) => { said.textContent = sentence; }),
      conversation.on("connection", (works) => { said.textContent = works ? "" : words.lost; }),
    ];
    const [left, right] = [add(root, "div", "room-column"), add(root, "div", "room-column")];
    const door = part(left, "room-part room-door", (box, state) => drawDoor(box, words, state, act));
    const asks = add(left, "section", "room-part");
    add(asks, "h2", "", words.questions);
    const questions = part(asks, "room-list", (box, list, current, shown) => drawQuestions(box, words, list, current, shown, act));
    drawForm(asks, words, act);
    const pins = part(right, "room-part", (box, list) => drawComments(box, words, words.pins, list, "pins", act));
    const notes = part(right, "room-part", (box, list) => drawComments(box, words, words.notes, list, "notes", act));
    drawRecord(right, words, conversation, said);

    function show(state) {
      door({ open: state.open, address: state.address, qr: state.qr, addresses: state.addresses, problem: state.problem, devices: state.devices });
      questions(state.questions, state.current, state.shown);
      pins(state.pins);
      notes(state.notes);
    }
    return { show: show, stop: () => { undo.forEach((off) => off()); root.remove(); } };
  }

  function drawDoor(box, words, state, act) {
    add(box, "h2", "", words.room);
    if (!state.open) {
      add(box, "p", "room-hint", state.problem || words.open_how);
      let choice = null;
      if (state.addresses.length > 1) {
        const label = add(box, "label", "", words.address + " ");
        choice = add(label, "select");
        state.addresses.forEach((address) => { add(choice, "option", "", address).value = address; });
      }
      const start = button(box, "room-main", words.open_room, () => act("open", choice ? { host: choice.value } : {}));
      start.dataset.key = "door";
      start.disabled = Boolean(state.problem);
      return;
    }
    code(box, words, state, "room-small");
    add(box, "p", "room-devices", fill(words.devices, { now: number(words, state.devices.now), all: number(words, state.devices.all) }));
    add(box, "p", "room-hint", words.same_network);
    button(box, "", words.close_room, () => act("close")).dataset.key = "door";
  }

  function drawQuestions(box, words, list, current, shown, act) {
    list.forEach((question) => {
      const card = add(box, "article", "room-card" + (question.id === current ? " room-current" : ""));
      add(card, "p", "room-state", words[question.state] + (question.state === "draft" ? "" : " · " + counted(words, sum(question.counts))));
      add(card, "h3", "", question.text);
      bars(card, words, question, question.state !== "draft");
      const row = add(card, "div", "room-row");
      const order = (text, action, main) => {
        button(row, main ? "room-main" : "", text, () => act("questions/" + question.id, { action: action })).dataset.key = question.id + action;
      };
      if (question.state === "open") order(words.end_vote, "close", true);
      else order(question.state === "draft" ? words.start_vote : words.vote_again, "open", question.state === "draft");
      if (question.state !== "draft") {
        const seen = shown && question.id === current;
        order(seen ? words.hide_results : words.show_results, seen ? "hide" : "show", question.state === "closed" && !seen);
        if (question.id === current && question.state === "closed") order(words.off_screen, "clear");
      }
    });
  }

  function drawForm(parent, words, act) {
    const form = add(parent, "form", "room-form");
    const field = (tag, text, rows) => {
      const label = add(form, "label", "", text);
      const input = add(label, tag);
      if (rows) input.rows = rows;
      return input;
    };
    const text = field("input", words.question);
    text.maxLength = 300;
    const answers = field("textarea", words.answers, 4);
    add(form, "button", "room-button", words.add).type = "submit";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const choices = answers.value.split("\n").map((line) => line.trim()).filter((line) => line);
      act("questions", { text: text.value, choices: choices }).then((done) => {
        if (!done) return;
        text.value = answers.value = "";
        text.focus();
      });
    });
  }

  function drawComments(box, words, title, list, kind, act) {
    const head = add(box, "h2", "", title + " ");
    const of = (state) => list.filter((one) => one.state === state);
    const waiting = of("waiting");
    if (waiting.length) add(head, "span", "room-badge", fill(words.waiting, { n: number(words, waiting.length) }));
    else add(box, "p", "room-hint", words.none_waiting);
    const card = (parent, one) => {
      const item = add(parent, "article", "room-card room-comment room-" + one.state);
      add(item, "p", "room-text", one.text);
      if (one.place) add(item, "p", "room-place", one.place);
      const row = add(item, "div", "room-row");
      const order = (text, state, main) => {
        button(row, main ? "room-main" : "", text, () => act(kind + "/" + one.id, { state: state })).dataset.key = one.id + state;
      };
      if (one.state !== "shown") order(words.show, "shown", one.state === "waiting");
      if (one.state !== "hidden") order(words.hide, "hidden");
    };
    waiting.forEach((one) => card(box, one));
    ["shown", "hidden"].forEach((state) => {
      const some = of(state);
      if (!some.length) return;
      const fold = add(box, "details", "room-fold");
      const key = "fold-" + kind + state;
      fold.open = folds.has(key);
      fold.addEventListener("toggle", () => (fold.open ? folds.add(key) : folds.delete(key)));
      add(fold, "summary", "", fill(words[state], { n: number(words, some.length) })).dataset.key = key;
      some.slice().reverse().forEach((one) => card(fold, one));
    });
  }

  const folds = new Set();       // lists that the presenter has opened stay open when they are drawn again

  function drawRecord(parent, words, conversation, said) {
    const box = add(parent, "section", "room-part");
    add(box, "h2", "", words.record);
    add(box, "p", "room-hint", words.record_how);
    const row = add(box, "div", "room-row");
    [["xlsx", words.spreadsheet], ["zip", words.package], ["json", words.plain]].forEach(([kind, text]) => {
      button(row, "", text, () => conversation.file(kind).then((file) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(file.blob);
        link.download = file.name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      }, () => { said.textContent = words.lost; }));
    });
  }

  /* ----------------------------------------------------------------------------------------------------------- results */
  function makeResults(element, conversation) {
    const words = conversation.words;
    const root = add(element, "div", "room-results");
    const draw = part(root, "room-wall", (box, state) => {
      const question = state.question;
      box.classList.toggle("room-asked", Boolean(question));
      if (question) {
        const main = add(box, "div", "room-main-column");
        add(main, "h2", "room-question", question.text);
        bars(main, words, question, state.shown);
        add(main, "p", "room-total", state.shown ? counted(words, sum(question.counts)) : question.state === "open" ? fill(words.count_now, { n: number(words, sum(question.counts)) }) : words.closed_vote);
      }
      if (state.address) {
        const side = add(box, "div", "room-side");
        if (question && question.state === "open") add(side, "p", "room-now", words.vote_now);
        code(side, words, state, question ? "" : "room-large");
        if (!question) add(side, "p", "room-devices", fill(words.devices_now, { n: number(words, state.devices) }));
      } else if (!question) add(box, "p", "room-shut", words.not_open);
      state.notes.forEach((text) => add(box, "blockquote", "room-quote", text));
    });

    function show(state) {
      const question = state.questions.find((one) => one.id === state.current) || null;
      draw({
        question: question && (state.shown ? question : Object.assign({}, question, { step_id: "" })), shown: state.shown, address: state.open ? state.address : "",
        qr: state.qr, devices: state.devices.now, notes: question ? [] : state.notes.filter((note) => note.state === "shown").slice(-3).map((note) => note.text),
      });
    }
    return { show: show, stop: () => root.remove() };
  }

  function mount(make) {
    return function (element, options) {
      style();
      const conversation = talk(options);
      const undo = [];
      let made = null;
      let stopped = false;
      conversation.use();
      const ready = conversation.ready.then(() => {
        if (stopped) return;
        made = make(element, conversation);
        undo.push(conversation.on("state", made.show));
        if (conversation.state) made.show(conversation.state);
      });
      return {
        ready: ready,
        on: (kind, act) => {
          undo.push(conversation.on(kind, act));
          if (conversation.state && kind === "state") act(conversation.state);
          if (conversation.state && kind === "pins") act(geojson(conversation.state.pins));
        },
        step: (id) => ready.then(() => conversation.act("step", { step: id })).catch(() => null),
        stop: () => {
          if (stopped) return;
          stopped = true;
          undo.forEach((off) => off());
          if (made) made.stop();
          conversation.leave();
        },
      };
    };
  }

  window.RegioscopeRoom = { panel: mount(makePanel), results: mount(makeResults) };
})();
