/* Steps that move: the bar of the years, and the line between two maps. */
(function (D) {
  "use strict";

  const STEP = 0.02;

  D.years = function (player) {
    if (!player.deck.steps.some((step) => step.frames)) return null;
    const bar = D.add(player.parts.bar, "div", "rd-years");
    const play = D.button(bar, "rd-button rd-play", "", () => (player.playing() ? player.pause() : player.play()));
    const slider = D.add(bar, "input", "rd-year-slider");
    const told = D.add(bar, "output", "rd-year");
    slider.type = "range";
    slider.min = 0;
    slider.setAttribute("aria-label", player.word("year"));
    slider.addEventListener("input", () => {
      const year = player.step().frames[Number(slider.value)].year;   // before anything sets the slider anew
      player.pause();
      player.frame(year);
    });
    return function () {
      bar.hidden = !player.moves("years");
      if (bar.hidden) return;
      const frames = player.step().frames;
      slider.max = frames.length - 1;
      slider.value = frames.findIndex((frame) => frame.year === player.year);
      slider.setAttribute("aria-valuetext", String(player.year));
      told.textContent = String(player.year);
      play.textContent = player.word(player.playing() ? "pause" : D.reduced() ? "next_year" : "play");
    };
  };

  D.swipe = function (player) {
    if (!player.deck.steps.some((step) => step.kind === "swipe")) return null;
    const stage = player.parts.stage;
    const line = D.add(stage, "div", "rd-divider");
    D.add(line, "span", "rd-grip").setAttribute("aria-hidden", "true");
    const sides = ["rd-side-left", "rd-side-right"].map((name) => D.add(stage, "p", "rd-side-name " + name));
    line.tabIndex = 0;
    line.setAttribute("role", "slider");
    line.setAttribute("aria-label", player.word("divider"));
    line.setAttribute("aria-valuemin", "0");
    line.setAttribute("aria-valuemax", "100");
    const share = (event) => {
      const box = stage.getBoundingClientRect();
      return (event.clientX - box.left) / box.width;
    };
    line.addEventListener("pointerdown", (event) => {
      line.setPointerCapture(event.pointerId);
      event.stopPropagation();
    });
    line.addEventListener("pointermove", (event) => { if (line.hasPointerCapture(event.pointerId)) player.swipe(share(event)); });
    line.addEventListener("keydown", (event) => {
      const ways = { ArrowLeft: -STEP, ArrowRight: STEP, PageDown: -5 * STEP, PageUp: 5 * STEP, Home: -1, End: 1 };
      if (!(event.key in ways)) return;
      event.preventDefault();
      event.stopPropagation();
      player.swipe(player.share + ways[event.key] * (event.shiftKey ? 5 : 1));
    });
    return function () {
      const two = player.moves("swipe");
      line.hidden = !two;
      sides.forEach((side, at) => {
        side.hidden = !two;
        if (two) side.textContent = player.step().sides[at];
      });
      if (!two) return;
      stage.style.setProperty("--rd-share", 100 * player.share + "%");
      line.setAttribute("aria-valuenow", String(Math.round(100 * player.share)));
      line.setAttribute("aria-valuetext", player.word("divider_at", { left: player.step().sides[0], n: D.number(player, Math.round(100 * player.share)) }));
    };
  };
})(window.RegioscopeDeck);
