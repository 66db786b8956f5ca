/* The presenter's own window: notes in big type, what comes next, time, steps, the room. Every key of the audience's window
 * works here, too: what it means is sent there, and this window shows how things stand. */
(function () {
  "use strict";

  const M = window.RegioscopeMeet;
  const D = window.RegioscopeDeck;

  const start = JSON.parse(document.getElementById("rm-start").textContent);
  const words = start.words;
  const token = M.link.token(start.meeting);
  const link = M.link.open(start.meeting);
  const root = document.getElementById("rn");
  const at = {};               // the places of this page
  let deck = null;
  let data = null;
  let notes = [];
  let open = false;            // the room
  let state = { index: 0, cover: "", arrows: "", digits: "", panel: "", timer: M.clock.fresh(0), year: null, alive: false };

  const text = (element, value) => { if (element.textContent !== value) element.textContent = value; };
  const titleOf = (step) => step.title || step.view.message.title;

  /* ---- orders ---- */
  const LOCAL = {
    find: () => openFinder(),
    help: () => tab("keys"),
    notes: () => {},
    back: () => (at.finder.hidden ? link.send("do", { do: "back" }) : closeFinder()),
  };

  /* Up and down scroll the notes while they move nothing on the wall. */
  function scrolls(order) {
    const way = { up: -1, down: 1 }[order.alone];
    if (!way || state.arrows) return false;
    at.notes.scrollBy({ top: 0.6 * way * at.notes.clientHeight });
    return true;
  }

  function act(order) {
    if (order.do === "arrow" && scrolls(order)) return;
    if (Object.hasOwn(LOCAL, order.do)) LOCAL[order.do]();
    else link.send("do", order);
  }

  /* ---- the page ---- */
  function card(parent, name, title) {
    const box = D.add(parent, "section", "rn-card rn-" + name);
    box.setAttribute("aria-label", title);
    return box;
  }

  function lay() {
    root.textContent = "";
    at.alarm = D.add(root, "div", "rn-alarm");
    at.alarm.setAttribute("role", "status");
    at.alarm.hidden = true;
    const left = D.add(root, "div", "rn-left");
    const head = D.add(left, "header", "rn-head");
    at.number = D.add(head, "p", "rn-number");
    at.title = D.add(head, "h1", "");
    at.sentence = D.add(head, "p", "rn-sentence");
    at.chips = D.add(left, "p", "rn-chips");
    at.chips.setAttribute("role", "status");
    at.notes = D.add(left, "div", "rn-notes");
    at.notes.tabIndex = 0;
    at.notes.setAttribute("role", "region");
    at.notes.setAttribute("aria-label", words.notes);
    buttons(D.add(left, "nav", "rn-tools"));
    const right = D.add(root, "aside", "rn-right");
    time(card(right, "time", words.timer));
    const pictures = D.add(right, "div", "rn-pictures");
    at.now = picture(pictures, words.now);
    at.now.box.classList.add("rn-now");
    at.next = picture(pictures, words.then);
    at.end = D.add(pictures, "p", "rn-end", words.end);
    tabs(D.add(right, "div", "rn-more"));
    at.finder = card(root, "finder", words.find);
    at.finder.hidden = true;
  }

  function buttons(bar) {
    bar.setAttribute("aria-label", words.show);
    [["previous", "\u2190 " + words.previous], ["next", words.next + " \u2192"], ["black", words.black], ["white", words.white], ["find", words.find], ["about", words.about], ["room", words.show_room], ["back", words.close_all]]
      .forEach(([order, name]) => { at["button_" + order] = D.button(bar, "rn-button" + (order === "next" ? " rn-first" : ""), name, () => act({ do: order })); });
  }

  function picture(parent, name) {
    const box = D.add(parent, "figure", "rn-picture");
    D.add(box, "figcaption", "rn-label", name);
    const canvas = D.add(box, "canvas", "");
    canvas.width = 400;
    canvas.height = 225;
    canvas.setAttribute("role", "img");
    const shade = D.add(box, "span", "rn-shade");
    return { box: box, canvas: canvas, shade: shade, title: D.add(box, "p", "rn-picture-title"), sentence: D.add(box, "p", "rn-picture-sentence") };
  }

  /* Time spent, time left, the clock, and how many minutes were planned. */
  function time(box) {
    const row = D.add(box, "dl", "rn-times");
    ["elapsed", "left", "clock"].forEach((name) => {
      const cell = D.add(row, "div", "rn-time-" + name);
      at[name + "_label"] = D.add(cell, "dt", "rn-label", words[name]);
      at[name] = D.add(cell, "dd", "");
    });
    const tools = D.add(box, "div", "rn-time-tools");
    at.run = D.button(tools, "rn-button", "", () => act({ do: "timer" }));
    D.button(tools, "rn-button", words.reset, () => act({ do: "reset" }));
    const label = D.add(tools, "label", "rn-planned", words.planned);
    at.planned = D.add(label, "input", "");
    Object.assign(at.planned, { type: "number", min: 0, max: 600, inputMode: "numeric" });
    at.planned.addEventListener("change", () => act({ do: "plan", by: Number(at.planned.value) }));
    at.planned.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === "Escape") at.planned.blur(); });
  }

  function tabs(box) {
    const list = D.add(box, "div", "rn-tabs");
    list.setAttribute("role", "tablist");
    at.tabs = {};
    [["steps", words.steps], ["room", words.room], ["keys", words.keys_title]].forEach(([name, title]) => {
      const button = D.button(list, "rn-tab", title, () => tab(name));
      const panel = D.add(box, "div", "rn-panel rn-panel-" + name);
      button.id = "rn-tab-" + name;
      panel.id = "rn-panel-" + name;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      panel.tabIndex = 0;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", panel.id);
      at.tabs[name] = { button: button, panel: panel };
    });
  }

  function tab(name) {
    Object.entries(at.tabs).forEach(([key, one]) => {
      one.button.setAttribute("aria-selected", String(key === name));
      one.panel.hidden = key !== name;
    });
  }

  function listSteps() {
    const list = D.add(at.tabs.steps.panel, "ol", "rn-steps");
    at.steps = deck.steps.map((step, index) => {
      const button = D.button(D.add(list, "li"), "rn-step", "", () => act({ do: "go", by: index }));
      D.add(button, "span", "rn-step-number", String(step.number));
      D.add(button, "span", "", titleOf(step));
      return button;
    });
    deck.problems.forEach((one) => D.add(at.tabs.steps.panel, "p", "rn-problem", M.fill(words.left_out, { n: one.number, why: one.text })));
  }

  function listKeys() {
    M.draw.keys(at.tabs.keys.panel, Object.assign({}, words, { keys: words.keys.concat([[["\u2191", "\u2193"], words.scroll]]) }));
  }

  /* ---- search of a region: here, so that the audience does not see the typing ---- */
  function openFinder() {
    const step = deck.steps[state.index];
    at.finder.textContent = "";
    at.finder.hidden = false;
    D.add(at.finder, "h2", "", words.find);
    M.finder(at.finder, words, M.placesOf(data, step.view.message), (place) => {
      closeFinder();
      link.send("do", { do: "zoom", by: place.code });
    }, closeFinder);
  }

  function closeFinder() {
    at.finder.hidden = true;
    at.finder.textContent = "";
    at.notes.focus({ preventScroll: true });
  }

  /* ---- how things stand ---- */
  function chips() {
    const list = [];
    if (state.cover) list.push([words[state.cover === "black" ? "is_black" : "is_white"], "rn-strong"]);
    if (state.year !== null) list.push([M.fill(words[state.playing ? "running" : "year"], { year: state.year }), ""]);
    if (state.panel && words["panel_" + state.panel]) list.push([words["panel_" + state.panel], ""]);
    if (state.zoomed && state.zoomed !== "map") list.push([M.fill(words.zoomed, { name: nameOf(state.zoomed) }), ""]);
    if (state.arrows) list.push([words[state.arrows === "swipe" ? "swipe_on" : "years_on"], ""]);
    if (state.contrast) list.push([words.contrast_now, ""]);
    if (state.digits) list.push([state.digits, "rn-strong"]);
    at.chips.textContent = "";
    list.forEach(([said, kind]) => D.add(at.chips, "span", "rn-chip " + kind, said));
  }

  const names = new Map();
  const nameOf = (code) => names.get(code) || code;

  function learnNames(step) {
    M.placesOf(data, step.view.message).then((places) => places.forEach((place) => names.set(place.code, place.name)));
  }

  function drawPicture(place, step, year) {
    place.box.hidden = !step;
    if (!step) return;
    M.thumb(place.canvas, data, step, year);
    text(place.title, step.number + ". " + titleOf(step));
    text(place.sentence, step.sentence);
  }

  /* What comes after the last step is said in words. */
  function drawNext(next) {
    drawPicture(at.next, next, next && next.frames ? next.view.year : null);
    at.end.hidden = Boolean(next);
  }

  function draw() {
    const step = deck.steps[state.index];
    const next = deck.steps[state.index + 1];
    text(at.number, step.number + "\u2009/\u2009" + (deck.steps.length + deck.problems.length));
    text(at.title, titleOf(step));
    text(at.sentence, step.sentence);
    if (at.notes.dataset.step !== step.id) {
      at.notes.dataset.step = step.id;
      at.notes.textContent = notes[step.number - 1] || words.notes_none;
      at.notes.classList.toggle("rn-empty", !notes[step.number - 1]);
      at.notes.scrollTop = 0;
      learnNames(step);
    }
    drawPicture(at.now, step, state.year);
    at.now.box.dataset.cover = state.cover;
    drawNext(next);
    at.steps.forEach((button, index) => {
      if (index === state.index) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    at.steps[state.index].scrollIntoView({ block: "nearest" });
    if (document.activeElement !== at.planned) at.planned.value = state.timer.planned || "";
    chips();
    tick();
  }

  function tick() {
    const now = Date.now();
    const left = M.clock.left(state.timer, now);
    text(at.elapsed, M.clock.text(M.clock.elapsed(state.timer, now)));
    text(at.left_label, left !== null && left < 0 ? words.over : words.left);
    text(at.left, left === null ? "\u2013" : M.clock.text(Math.abs(left)));
    at.left.classList.toggle("rn-over", left !== null && left < 0);
    text(at.clock, new Date(now).toLocaleTimeString(deck ? deck.words.locale : undefined, { hour: "2-digit", minute: "2-digit" }));
    text(at.run, state.timer.since === null ? words.start : words.stop);
  }

  function alarm(said, button, doIt) {
    at.alarm.textContent = "";
    at.alarm.hidden = !said;
    if (!said) return;
    D.add(at.alarm, "p", "", said);
    if (button) D.button(at.alarm, "rn-button rn-first", button, doIt);
  }

  function noStage() {
    alarm(words.no_stage, words.open_stage, () => {
      window.open("../" + start.meeting + (token ? "#" + encodeURIComponent(token) : ""), "regioscope-stage-" + start.meeting);
    });
  }

  function listen() {
    let alive = false;
    link.on("state", (told) => {
      if (!alive) alarm("");
      alive = true;
      state = told;
      draw();
    });
    link.on("said", (said) => {
      alarm(said);
      setTimeout(() => alive && alarm(""), 5000);
    });
    link.on("gone", () => {
      alive = false;
      setTimeout(() => { if (!alive) noStage(); }, 1500);
    });
    setTimeout(() => { if (!alive) noStage(); }, 1500);
    link.send("hello");
    M.act = act;
    M.keys.listen(act);
    setInterval(tick, 500);
  }

  async function read(address, headers) {
    const answer = await fetch(address, { headers: headers || {} });
    if (answer.ok) return answer.json();
    throw Object.assign(new Error(String(answer.status)), { status: answer.status });
  }

  async function run() {
    root.textContent = words.preparing;
    deck = await read(start.deck);
    data = D.data(deck);
    document.title = M.fill(words.notes_title, { title: deck.title });
    lay();
    notes = await read("notes.json", { Authorization: "Bearer " + token }).then((found) => found.notes, (error) => {
      if (!error.status) throw error;
      alarm(words.notes_refused);
      return [];
    });
    listSteps();
    listKeys();
    tab("steps");
    M.room.panel(at.tabs.room.panel, { meeting: start.meeting, token: token, words: words }, (isOpen) => {
      if (isOpen !== open) link.send("room", isOpen);
      open = isOpen;
    });
    draw();
    listen();
    await data.preload();
    window.__regioscope_notes = { ready: true };
  }

  run().catch((error) => {
    window.__regioscope_error = String(error);
    root.textContent = "";
    D.add(root, "p", "rn-failed", words.failed);
    D.button(root, "rn-button rn-first", words.again, () => location.reload());
  });
})();
