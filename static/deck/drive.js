/* RegioscopeDeck.drive(player): the functions that buttons, keys and other pages drive the player with. */
(function (D) {
  "use strict";

  const WALKING = { PageDown: 1, PageUp: -1 };

  function boxOf(player, code) {
    const home = player.view().homes[code];
    if (home) return home;
    const R = player.stage.client();
    const index = R.regions.indexOf(code);
    if (index < 0) return null;
    const box = R.regions.shapes()[index].box;
    const [west, north] = R.geometry.lonLat(box[0], box[1]);
    const [east, south] = R.geometry.lonLat(box[2], box[3]);
    const pad = west === east ? 0.4 : 0;
    return [south - pad, west - pad, north + pad, east + pad];
  }

  const frames = (n) => new Promise((done) => (function wait(left) {
    if (left) requestAnimationFrame(() => wait(left - 1));
    else done();
  })(n));

  /* Shows the state of the player: the map and all around it. */
  async function paint(player) {
    player.refresh();
    try {
      await player.stage.paint();
    } finally {
      player.refresh();
    }
  }

  D.drive = function (player) {
    const deck = player.deck;
    let running = null;

    player.index = () => player.at;

    player.show = function (index) {
      player.pause();
      player.at = Math.max(0, Math.min(deck.steps.length - 1, index));
      const step = player.step();
      Object.assign(player, { choice: -1, share: 0.5, selected: null, hidden: new Set(step.view.hidden || []) });
      player.year = step.frames ? step.view.year : null;
      player.emit("step", { index: player.at, step: step });
      if (player.can.walk && window.scrollY > 0) window.scrollTo(0, 0);
      return paint(player);
    };
    player.next = () => player.show(player.at + 1);
    player.previous = () => player.show(player.at - 1);

    player.frame = function (year) {
      if (!player.moves("years")) return Promise.resolve();
      const years = player.step().frames.map((frame) => frame.year);
      player.year = years.reduce((best, one) => (Math.abs(one - year) < Math.abs(best - year) ? one : best), years[0]);
      player.emit("year", player.year);
      return paint(player);
    };

    /* One year after the other; where motion is not wanted, one year. */
    player.play = function () {
      if (!player.moves("years")) return;
      const years = player.step().frames.map((frame) => frame.year);
      const last = years[years.length - 1];
      const onward = () => player.frame(player.year === last ? years[0] : years[years.indexOf(player.year) + 1]);
      if (D.reduced()) {
        onward();
        return;
      }
      const pace = Math.max(350, Math.min(1200, 40000 / years.length));
      const tick = () => {
        onward();
        running = player.year === last ? null : setTimeout(tick, pace);
        player.refresh();
      };
      running = setTimeout(tick, 0);
      player.refresh();
    };
    player.pause = function () {
      clearTimeout(running);
      running = null;
      player.refresh();
    };
    player.playing = () => running !== null;

    player.swipe = function (share) {
      player.share = Math.max(0, Math.min(1, share));
      player.refresh();
      player.emit("swipe", player.share);
    };

    /* Marks a region; asked by a click on the map, a second click lets go of it. */
    player.select = function (code, again) {
      player.selected = again && player.selected === code ? "" : code;
      player.emit("region", player.selected || null);
      return paint(player);
    };

    /* The line of the chosen region takes room from the map first: a map that changes its size in flight lands elsewhere. */
    player.zoom = async function (code) {
      const box = code === null ? null : boxOf(player, code);
      if (box || code === null) await player.select(code || "");
      await frames(2);
      if (box) player.stage.show(box);
      else player.stage.whole();
    };

    player.layers = () => D.layersOf(player.view()).map((id) => ({ id: id, on: !player.hidden.has(id) }));
    player.toggle = function (layer, on) {
      const wanted = on === undefined ? player.hidden.has(layer) : on;
      if (wanted) player.hidden.delete(layer);
      else player.hidden.add(layer);
      player.emit("layer", { id: layer, on: wanted });
      return paint(player);
    };

    player.choose = function (number) {
      player.pause();
      player.choice = number >= 0 && number < deck.selector.length ? number : -1;
      player.emit("choice", player.choice);
      return paint(player);
    };

    player.tab = function (name) {
      player.open = name;
      player.refresh();
    };

    player.text = () => player.view().alt;

    if (player.can.keys) document.addEventListener("keydown", (event) => {
      const way = WALKING[event.key];
      if (!way || event.defaultPrevented || event.target.closest("select, input, [role=slider], .rd-scroll")) return;
      event.preventDefault();
      player.show(player.at + way);
    });
  };
})(window.RegioscopeDeck);
