/* The player of a story: RegioscopeDeck.open(deck, {mode, root, show}) shows its steps on the map client of ../map.
 *
 * mode is "briefcase" (a file that a reader walks through), "meeting" (a room looks at it) or "embed" (a part of another
 * page); show switches single features on and off. Every text of a deck is written with textContent, never as HTML. The
 * scripts of this folder follow this one in the page; nothing may use L or Regioscope before open().
 */
(function () {
  "use strict";

  const D = window.RegioscopeDeck = {};
  const script = document.currentScript;

  /* Root of the app that serves the deck; a file that holds everything has none. */
  D.root = script.src ? new URL("../../../", script.src).href : "";

  const MODES = {
    briefcase: { title: true, steps: true, choose: true, layers: true, tabs: true, walk: true, keys: true, picture: true },
    meeting: { presenter: true },
    embed: { walk: true },
  };

  D.reduced = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* Opens a deck in an element; the answer drives it:
   *   ready (the first step is painted), loaded (nothing more will be asked of a network),
   *   show(index) next() previous() index() step(), on(name, fn) for "step", "year", "swipe", "region", "layer", "choice",
   *   frame(year) play() pause() of a step with years, swipe(share of the left map) of one with two maps,
   *   zoom(code of a region; null for the whole), select(code), toggle(layer, on), layers(), choose(number of an indicator; -1 for the step),
   *   tab("map" | "table" | "sources"), view() (what is shown: message, how, sources), text() (the map in words). */
  D.open = function (deck, options) {
    const { mode = "briefcase", root = document.body, show = {} } = options || {};
    const player = {
      deck: deck, mode: mode, root: root, can: Object.assign({}, MODES[mode], show),
      at: 0, choice: -1, year: null, share: 0.5, hidden: new Set(), selected: null, words: deck.words,
    };
    const heard = new Map();
    player.on = (name, act) => heard.set(name, (heard.get(name) || []).concat(act));
    player.emit = (name, value) => (heard.get(name) || []).forEach((act) => act(value));
    player.word = (name, values) => fill(deck.words[name] || "", values || {});
    player.step = () => deck.steps[player.at];
    player.view = () => (player.choice < 0 ? player.step().view : deck.selector[player.choice].view);
    player.moves = (kind) => player.choice < 0 && player.step().kind === kind;
    document.documentElement.classList.add("rd-page");
    document.documentElement.lang = deck.lang;
    player.data = D.data(deck);
    D.layout(player);
    player.stage = D.stage(player);
    const parts = [D.voice, D.heading, D.steps, D.choices, D.layers, D.years, D.swipe, D.chosen, D.table, D.sources, D.walk].map((make) => make(player));
    player.refresh = () => parts.forEach((part) => part && part());
    D.drive(player);
    player.ready = player.stage.start().then(() => player.show(deck.start || 0));
    player.loaded = player.ready.then(() => Promise.all([player.data.preload(), player.stage.preload()])).then(() => undefined);
    return player;
  };

  /* "{n} of {total}" with {n: 3, total: 5} -> "3 of 5". */
  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  /* <tag class="..">text</tag>, appended to parent. */
  D.add = function (parent, tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    if (parent) parent.appendChild(element);
    return element;
  };

  D.button = function (parent, className, text, act) {
    const element = D.add(parent, "button", className, text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };

  D.number = (player, value, options) => new Intl.NumberFormat(player.words.locale, options).format(value);
})();
