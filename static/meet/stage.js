/* The window of the audience: loads the deck, opens the player, listens to keys and to the presenter's own window. */
(function () {
  "use strict";

  const M = window.RegioscopeMeet;
  const D = window.RegioscopeDeck;
  const IDLE_MS = 2500;
  const SIZES = [1, 0.88, 0.77, 0.67];      // of title and sentence: smaller where there are many words
  const MOST_HEAD = 0.3;                    // of the height of the window

  const start = JSON.parse(document.getElementById("rm-start").textContent);
  const words = start.words;
  const cover = document.getElementById("rm-cover");
  const page = document.documentElement;
  page.classList.add("rm-page");

  const stage = M.stage = { words: words, meeting: start.meeting, open: {} };
  const token = M.link.token(start.meeting);
  const link = stage.link = M.link.open(start.meeting);

  /* ---- loading ---- */
  function failed(error) {
    window.__regioscope_error = String(error);
    cover.textContent = "";
    D.add(cover, "p", "", error.told || words.failed);
    D.button(D.add(cover, "p"), "rm-button", words.again, () => location.reload());
    cover.hidden = false;
  }

  async function load() {
    const answer = await fetch(start.deck);
    if (!answer.ok) {
      const said = await answer.json().catch(() => ({}));
      throw Object.assign(new Error(String(answer.status)), { told: said.error });
    }
    return answer.json();
  }

  /* ---- what stands around the map ---- */
  function frame(player) {
    const root = player.root;
    const head = player.parts.head;
    stage.badge = D.add(head, "p", "rm-badge");
    stage.counter = D.add(head, "p", "rm-counter");
    stage.clock = D.add(head, "p", "rm-clock");
    stage.voice = D.add(root, "p", "rm-voice");
    stage.voice.setAttribute("aria-live", "polite");
    stage.layer = D.add(root, "div", "rm-layer-over");
    stage.notice = M.makeNotice(root);
    stage.panels = M.makePanels(stage.layer, words);
    const bar = D.add(root, "nav", "rm-tools");
    bar.setAttribute("aria-label", words.show);
    [["previous", "previous"], ["next", "next"], ["black", "black"], ["room", "room"], ["notes", "notes"], ["screen", "screen"], ["help", "help"]]
      .filter(([name]) => start.notes || !["room", "notes"].includes(name))
      .forEach(([name, order]) => D.button(bar, "rm-tool", words[name], () => M.act({ do: order })));
  }

  const nameOf = (step) => step.title || step.view.message.title;

  function tell(player) {
    const total = player.deck.steps.length;
    stage.counter.textContent = total > 1 ? player.index() + 1 + "\u2009/\u2009" + total : "";
    page.classList.toggle("rm-one-legend", M.sameLegend(player.step()));
    badged(player);
    requestAnimationFrame(() => fitted(player.parts.head));
    stage.voice.textContent = M.fill(words.position, { n: player.index() + 1, total: total, title: nameOf(player.step()) });
  }

  /* Names on the map grow with the window, as all other words do. */
  function sized() {
    const scale = parseFloat(getComputedStyle(page).fontSize) / 13;
    page.style.setProperty("--rs-scale", scale.toFixed(2));
    if (stage.player) fitted(stage.player.parts.head);
  }

  /* Title and sentence leave most of the window to the map, however many words they have. */
  function fitted(head) {
    const tooHigh = () => head.offsetHeight > MOST_HEAD * window.innerHeight;
    head.classList.remove("rm-cut");
    head.style.minHeight = "";
    SIZES.some((size) => {
      head.style.setProperty("--rm-fit", size);
      return !tooHigh();
    });
    if (tooHigh()) head.classList.add("rm-cut");
  }

  function badged(player) {
    const views = [player.view(), player.step().beside].filter(Boolean);
    stage.badge.textContent = Array.from(new Set(views.map((view) => M.badge(player, view)))).filter(Boolean).join(" \u00b7 ");
    stage.badge.hidden = !stage.badge.textContent;
  }

  function tick() {
    const { clock, timer } = stage.state;
    const now = Date.now();
    stage.clock.hidden = !clock;
    if (!clock) return;
    const left = M.clock.left(timer, now);
    stage.clock.textContent = M.clock.text(left === null ? M.clock.elapsed(timer, now) : left);
    stage.clock.classList.toggle("rm-over", left !== null && left < 0);
  }

  /* ---- panels ---- */
  function answers(player) {
    const step = player.step();
    const message = player.stage.client().message;
    const running = player.moves("years") ? player.year : null;
    const maps = [{ name: step.beside ? step.sides[0] : "", rows: step.maps[0].about, legend: message.legend }];
    if (step.beside) maps.push({ name: step.sides[1], rows: step.maps[1].about, legend: step.beside.message.legend });
    return [maps, { year: running, made_up: stage.badge.textContent }];
  }

  function layerNames(player) {
    const context = player.view().message.context || [];
    const own = (id) => (context.find((layer) => layer.id === id) || {}).label;
    return player.layers().map((layer) => Object.assign({ name: own(layer.id) || player.word("layer_" + layer.id) }, layer));
  }

  function panelsOf(player) {
    const { panels, open } = stage;
    open.about = () => panels.show("about", words.about, (body) => M.draw.about(body, answers(player)[0], words, answers(player)[1]));
    open.help = () => panels.show("help", words.keys_title, (body) => M.draw.keys(body, words));
    open.layers = () => panels.show("layers", words.layers, (body) => {
      M.draw.layers(body, layerNames(player), words, (index) => M.act({ do: "layer", by: index }));
    });
    open.find = () => panels.show("find", words.find, (body) => {
      const places = M.placesOf(player.data, player.view().message);
      M.finder(body, words, places, (place) => M.act({ do: "zoom", by: place.code }), () => M.act({ do: "back" }));
    });
    open.room = () => (stage.room ? stage.room.turn() : stage.notice(words.no_room));
  }

  /* ---- the other window ---- */
  stage.share = function () {
    const { player, state } = stage;
    const told = Object.assign({}, state, {
      index: player.index(), number: player.step().number, panel: stage.panels.name(), share: player.share,
      year: player.moves("years") ? player.year : null, playing: player.playing(),
    });
    link.send("state", told);
    M.link.remember(start.meeting, "state", { index: told.index, cover: state.cover, contrast: state.contrast, timer: state.timer, clock: state.clock });
    window.__regioscope_meet = told;
    tick();
  };

  stage.openNotes = function () {
    if (!start.notes) return stage.notice(words.no_room);
    const address = start.notes + (token ? "#" + encodeURIComponent(token) : "");
    const opened = window.open(address, "regioscope-notes-" + start.meeting, "popup,width=1180,height=800");
    if (opened) return opened.focus();
    return stage.panels.show("blocked", words.notes, (body) => {
      D.add(body, "p", "rm-lead", words.blocked);
      const button = D.add(body, "a", "rm-button", words.open_notes);
      button.href = address;
      button.target = "_blank";
      button.addEventListener("click", () => stage.panels.close());
    });
  };

  function listen(player) {
    M.keys.listen(M.act);
    link.on("do", (order) => M.act(order));
    link.on("hello", stage.share);
    link.on("room", (isOpen) => {
      if (isOpen) stage.room.begin();
      M.link.remember(start.meeting, "room", isOpen);
    });
    ["year", "swipe", "region"].forEach((name) => player.on(name, () => stage.share()));
    player.on("step", () => tell(player));
    player.on("layer", () => badged(player));
    player.on("year", () => stage.panels.name() === "about" && stage.panels.again());
    window.addEventListener("pagehide", () => link.send("gone"));
    window.addEventListener("resize", sized);
    setInterval(tick, 500);
  }

  /* The mouse and the buttons show themselves when the mouse moves. */
  function watchMouse() {
    let wait = null;
    const rest = () => page.classList.add("rm-idle");
    const wake = (event) => {
      if (event.type === "pointermove" && !event.movementX && !event.movementY) return;
      page.classList.remove("rm-idle");
      clearTimeout(wait);
      wait = setTimeout(rest, IDLE_MS);
    };
    ["pointermove", "pointerdown"].forEach((name) => window.addEventListener(name, wake));
    rest();
  }

  /* The screen of the computer stays on, where the browser can promise it. */
  function stayAwake() {
    if (!navigator.wakeLock) return;
    const ask = () => { if (document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(() => null); };
    document.addEventListener("visibilitychange", ask);
    ask();
  }

  stage.begun = function () {
    if (!stage.hint) return;
    stage.hint = false;
    stage.notice("");
  };

  async function run() {
    const deck = await load();
    const lost = deck.problems.map((one) => M.fill(words.left_out, { n: one.number, why: one.text }));
    if (!deck.steps.length) throw Object.assign(new Error("no step"), { told: lost.join(" ") });
    sized();
    M.compose(stage);
    const player = stage.player = D.open(deck, { mode: "meeting", root: document.getElementById("rd") });
    frame(player);
    const orders = M.orders(stage);
    M.act = orders.act;
    panelsOf(player);
    if (start.notes) stage.room = M.room.wall(stage, { meeting: start.meeting, token: token });
    await player.ready;
    await orders.restore(M.link.recall(start.meeting, "state"));
    listen(player);
    watchMouse();
    stayAwake();
    if (stage.room && M.link.recall(start.meeting, "room")) stage.room.begin();
    tell(player);
    stage.share();
    cover.hidden = true;
    stage.hint = true;
    stage.notice([...lost, words.hint].join(" \u00b7 "), 12000);
    await player.loaded;
    stage.state.loaded = true;
    stage.share();
  }

  cover.textContent = words.preparing;
  run().catch(failed);
})();
