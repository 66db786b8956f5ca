/* RegioscopeMeet.orders: what is to be done in the audience's window, whichever window the key was pressed in.
 *
 * act({do: name, by: value}) changes the state and the player; `state` is told to the other window after each order.
 */
(function () {
  "use strict";

  const M = window.RegioscopeMeet = window.RegioscopeMeet || {};

  const SWIPE_STEP = 0.04;
  const ZOOM_STEP = 0.5;
  const COVERS = ["black", "white"];

  M.orders = function (stage) {
    const { player, panels, words } = stage;
    const steps = player.deck.steps;
    const state = stage.state = {
      index: 0, cover: "", arrows: "", contrast: false, clock: false, digits: "", zoomed: "", timer: M.clock.fresh(0), loaded: false,
    };

    const notice = (name, values) => stage.notice(M.fill(words[name], values || {}));
    const years = () => (player.moves("years") ? player.step().frames.map((frame) => frame.year) : []);

    function cover(name) {
      state.cover = name;
      COVERS.forEach((one) => document.documentElement.classList.toggle("rm-" + one, one === name));
    }

    /* A flight that is still in the air ends where it was going, whatever is shown meanwhile: it lands first. */
    function landed() {
      const map = player.stage.client().map;
      return map._animatingZoom ? new Promise((resolve) => map.once("moveend", resolve)) : null;
    }

    async function go(index) {
      if (index < 0 || index >= steps.length) return null;
      Object.assign(state, { index: index, arrows: "", zoomed: "" });
      panels.close();
      stage.notice("");
      await landed();
      return player.show(index);
    }

    function turn(way) {
      if (state.cover) return cover("");
      return go(state.index + way);
    }

    /* The step of a number that was typed; the numbers are those of the story, also where a step was left out. */
    function enter() {
      if (!state.digits) return turn(1);
      const number = Number(state.digits);
      const index = steps.findIndex((step) => step.number === number);
      state.digits = "";
      cover("");
      return index < 0 ? notice("no_step", { n: number }) : go(index);
    }

    function digit(by) {
      if (panels.name() === "layers") return layer(Number(by) - 1);
      state.digits = (state.digits + by).slice(-3);
      stage.notice(state.digits, 4000);
      clearTimeout(digit.wait);
      digit.wait = setTimeout(() => {
        state.digits = "";
        stage.share();
      }, 4000);
      return null;
    }

    async function layer(index) {
      const list = player.layers();
      if (!list[index]) return;
      await player.toggle(list[index].id);
      panels.again();
    }

    async function wholeMap() {
      state.zoomed = "";
      await landed();
      player.stage.whole();
      await player.select(null);
    }

    /* One thing back at a time: what covers, what is typed, what is open, what the arrows move, what is zoomed. */
    function back() {
      if (state.cover) return cover("");
      if (state.digits) {
        state.digits = "";
        return stage.notice("");
      }
      if (panels.name()) return panels.close();
      if (state.arrows) {
        state.arrows = "";
        return stage.notice("");
      }
      return state.zoomed ? wholeMap() : null;
    }

    function swipe() {
      if (!player.moves("swipe")) return notice("one_map");
      state.arrows = state.arrows ? "" : "swipe";
      return state.arrows ? notice("swipe_on") : stage.notice("");
    }

    function line(way) {
      if (!player.moves("swipe")) return notice("one_map");
      return player.swipe(player.share + SWIPE_STEP * way);
    }

    function run() {
      if (!years().length) return notice("one_year");
      if (player.playing()) player.pause();
      else player.play();
      if (!state.arrows) notice("years_on");
      state.arrows = "years";
      return null;
    }

    function year(way) {
      const all = years();
      const at = Math.max(0, Math.min(all.length - 1, all.indexOf(player.year) + way));
      player.pause();
      return player.frame(all[at]);
    }

    /* An arrow key moves the line or the year; else it turns a step, once however long it is held. */
    function arrow(by, { alone, held }) {
      if (state.arrows === "swipe") return line(by);
      if (state.arrows === "years") return year(by);
      return held ? null : orders[alone]();
    }

    function closer(way) {
      state.zoomed = state.zoomed || "map";
      const map = player.stage.client().map;
      map.setZoom(map.getZoom() + ZOOM_STEP * way, { animate: !window.RegioscopeDeck.reduced() });
    }

    async function zoom(code) {
      panels.close();
      cover("");
      await landed();
      await player.zoom(code);
      state.zoomed = code;
    }

    /* Up and down scroll what is open; without it they turn the step, as some clickers mean them. */
    const scroll = (way) => (panels.name() ? panels.scroll(way) : turn(way));

    /* Opens a panel, or closes it when it is open. */
    function panel(name) {
      cover("");
      if (panels.name() === name) panels.close();
      else stage.open[name]();
    }

    function contrast(on) {
      state.contrast = on;
      document.documentElement.classList.toggle("rm-contrast", on);
      return player.select(player.selected);      // paints the map anew
    }

    async function screen() {
      try {
        if (document.fullscreenElement) await document.exitFullscreen();
        else {
          await document.documentElement.requestFullscreen();
          if (navigator.keyboard && navigator.keyboard.lock) await navigator.keyboard.lock(["Escape"]);   // else Escape only ends it
        }
      } catch (error) {
        stage.link.send("said", words.no_screen);
      }
    }

    function timer(change) {
      state.timer = change(state.timer);
    }

    const orders = {
      next: () => turn(1),
      previous: () => turn(-1),
      up: () => scroll(-1),
      down: () => scroll(1),
      first: () => go(0),
      last: () => go(steps.length - 1),
      go: go,
      enter: enter,
      digit: digit,
      back: back,
      black: () => cover(state.cover === "black" ? "" : "black"),
      white: () => cover(state.cover === "white" ? "" : "white"),
      screen: screen,
      swipe: swipe,
      left: () => line(-1),
      right: () => line(1),
      years: run,
      arrow: arrow,
      frame: (by) => player.frame(by),
      layer: layer,
      closer: () => closer(1),
      farther: () => closer(-1),
      zoom: zoom,
      find: () => panel("find"),
      about: () => panel("about"),
      layers: () => panel("layers"),
      help: () => panel("help"),
      room: () => {
        cover("");
        stage.open.room();
      },
      contrast: async () => {
        await contrast(!state.contrast);
        notice(state.contrast ? "contrast_on" : "contrast_off");
      },
      notes: () => stage.openNotes(),
      timer: () => timer((one) => M.clock.toggle(one, Date.now())),
      reset: () => timer((one) => M.clock.fresh(one.planned)),
      plan: (minutes) => timer((one) => Object.assign({}, one, { planned: Math.max(0, Math.min(600, Number(minutes) || 0)) })),
      clock: () => { state.clock = !state.clock; },
    };

    /* Puts back what a window that was loaded anew had shown. */
    async function restore(saved) {
      if (!saved) return;
      state.timer = Object.assign(M.clock.fresh(0), saved.timer);
      state.clock = Boolean(saved.clock);
      await go(Math.min(saved.index || 0, steps.length - 1));
      if (saved.contrast) await contrast(true);
      cover(COVERS.includes(saved.cover) ? saved.cover : "");
    }

    return {
      restore: restore,
      act: async (order) => {
        if (!Object.hasOwn(orders, order.do)) return;
        stage.begun();
        await orders[order.do](order.by, order);
        stage.share();
      },
    };
  };
})();
