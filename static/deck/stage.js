/* RegioscopeDeck.stage(player): the map, and a second one over it for a step with a view before and after.
 *
 * The map client is one object with one map. For the second map its scripts run once more and make another such object;
 * the second follows the first: where either looks, both look.
 */
(function (D) {
  "use strict";

  const OPTIONS = {
    center: [30, 0], zoom: 2, minZoom: 2, maxZoom: 17, zoomSnap: 0.1, attributionControl: false, worldCopyJump: false,
    maxBounds: [[-85, -260], [86, 260]], maxBoundsViscosity: 0.6,
  };

  function run(text) {
    const again = document.createElement("script");
    again.textContent = text;
    document.head.appendChild(again).remove();
  }

  function load(url) {
    return new Promise((resolve, reject) => {
      const again = document.createElement("script");
      again.src = url;
      again.onload = resolve;
      again.onerror = () => reject(new Error("cannot load " + url));
      document.head.appendChild(again);
    });
  }

  /* Another map client, in window.Regioscope while it is being made. */
  async function another() {
    const inside = document.querySelectorAll("script[data-map]");
    inside.forEach((script) => run(script.textContent));
    if (!inside.length) await load(document.querySelector('script[src*="map/core.js"]').src);
    return window.Regioscope;
  }

  D.stage = function (player) {
    const first = window.Regioscope;
    const clients = [];        // {R, map, holder}
    let making = null;         // the second one on its way
    let turn = 0;
    let painted = null;        // the step whose place is shown

    async function start(R, suffix, follows) {
      const holder = D.add(player.parts.stage, "div", "rd-map" + suffix);
      const map = L.map(D.add(holder, "div", "rd-canvas"), Object.assign({}, OPTIONS, follows ? { zoomControl: true } : {}));
      R.json = player.data.json;
      R.fetchJson = patient(R);
      await R.start(map, { static: D.root + "app/static/", suffix: suffix, follows: follows });
      R.host.parameter = () => null;
      R.host.setParameter = () => {};
      R.host.choose = (code) => player.select(code, true);
      const client = { R: R, map: map, holder: holder };
      clients.push(client);
      return client;
    }

    /* Establishments are asked for while the map moves. When nobody answers the map says that they are missing. */
    function patient(R) {
      const ask = R.fetchJson;
      return (url, options) => ask(url, options).catch((error) => {
        if (error.name === "AbortError" || !R.message.points || !url.startsWith(R.message.points.url.replace(/view$/, ""))) throw error;
        R.message.text.points_none = R.message.text.points_filtered = player.word("points_gone");
        return {};
      });
    }

    /* Two maps that look at the same place. */
    function tie(one, other) {
      let busy = false;
      const follow = (from, to) => from.map.on("move zoom moveend", () => {
        if (busy || player.parts.stage.classList.contains("rd-single")) return;
        busy = true;
        to.map.setView(from.map.getCenter(), from.map.getZoom(), { animate: false });
        busy = false;
      });
      follow(one, other);
      follow(other, one);
    }

    function second() {
      making = making || another().then((R) => start(R, "-2", true)).then((client) => {
        window.Regioscope = first;
        tie(clients[0], client);
        return client;
      });
      return making;
    }

    function look(step) {
      const R = clients[0].R;
      const message = R.message;
      if (step.look && player.choice < 0) R.view.look(step.look[0], step.look[1], step.look[2]);
      else if (message.view) R.view.show(message.view, false);
    }

    function titled() {
      document.title = player.deck.title || player.view().message.title;
    }

    /* Paints what the player shows; the place that a step looks at is shown when the step is new. */
    async function paint() {
      const mine = ++turn;
      const step = player.step();
      const two = player.moves("swipe");
      player.parts.stage.classList.toggle("rd-single", !two);
      if (two) await second();
      if (mine !== turn) return;
      const works = [clients[0].R.update(D.compose(player, player.view()))];
      if (painted !== step) look(step);
      painted = step;
      if (two) {
        clients[1].map.invalidateSize({ animate: false });
        works.push(clients[1].R.update(D.compose(player, step.beside)));
        clients[1].map.setView(clients[0].map.getCenter(), clients[0].map.getZoom(), { animate: false });
      }
      titled();
      await Promise.all(works);
    }

    /* Scripts that a later step needs; fonts. */
    function preload() {
      const views = player.deck.steps.flatMap((step) => [step.view, step.beside]).filter(Boolean);
      const surfaces = !player.deck.inline && views.some((view) => view.message.points && view.message.points.mode !== "points");
      const before = surfaces ? first.extra("surfaces") : Promise.resolve();
      const swipes = player.deck.steps.some((step) => step.kind === "swipe");
      return before.then(() => (swipes ? second() : null)).then(() => Promise.all(Array.from(document.fonts, (face) => face.load().catch(() => null))));
    }

    return {
      start: () => start(first, "", false),
      paint: paint,
      preload: preload,
      client: () => clients[0].R,
      show: (box) => clients[0].R.view.show(box, !D.reduced()),
      whole: () => { painted = null; look(player.step()); painted = player.step(); },
    };
  };
})(window.RegioscopeDeck);
