/* RegioscopeMeet.compose: what a meeting changes in the message of a map: its name and year stand in the legend, and while strong
 * contrast is on, the map takes the colours that come with the deck for it. */
(function () {
  "use strict";

  const M = window.RegioscopeMeet = window.RegioscopeMeet || {};
  const D = window.RegioscopeDeck;

  const isClass = (item) => item.kind === "class";

  /* Other colours, class by class; categories without an order keep theirs. */
  function recolour(message, palettes) {
    const { regions, legend } = message;
    const palette = regions && palettes[regions.palette.length];
    if (!palette || regions.names) return;
    message.regions = Object.assign({}, regions, { palette: palette, opacity: 1 });
    if (!legend || legend.items.filter(isClass).length !== palette.length) return;
    let n = 0;
    message.legend = Object.assign({}, legend, { items: legend.items.map((item) => (isClass(item) ? Object.assign({}, item, { colour: palette[n++] }) : item)) });
  }

  /* The name of the map and its year; where years run, the bar under the map says the year. */
  function named(player, view, message) {
    const map = player.step().maps[view === player.step().beside ? 1 : 0];
    const when = player.moves("years") ? null : map.about.find((row) => row[0] === "when");
    if (message.legend) message.legend = Object.assign({}, message.legend, { title: [map.name || message.legend.title, when && when[2]].filter(Boolean).join(", ") });
  }

  M.compose = function (stage) {
    const compose = D.compose;
    D.compose = (player, view) => {
      const message = compose(player, view);
      if (stage.state && stage.state.contrast) recolour(message, player.deck.contrast);
      named(player, view, message);
      return message;
    };
  };

  /* The word for what of a map is made up: its establishments, else its figures or their ranges. */
  M.badge = function (player, view) {
    const message = D.compose(player, view);
    const name = (message.points && message.points.badge) || (message.legend && message.legend.badge);
    return name ? message.text[name] || name : "";
  };

  /* Two maps whose colours mean the same need one legend. */
  M.sameLegend = function (step) {
    const said = (view) => JSON.stringify([view.message.legend && view.message.legend.title, view.message.legend && view.message.legend.items.filter(isClass).map((item) => [item.colour, item.text])]);
    return Boolean(step.beside) && said(step.view) === said(step.beside);
  };
})();
