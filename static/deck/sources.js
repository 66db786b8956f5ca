/* How the figures of the map are computed, and where they come from. Addresses are text: a file links to nothing. */
(function (D) {
  "use strict";

  function facts(parent, rows) {
    const list = D.add(parent, "dl", "rd-facts");
    rows.filter((row) => row[1]).forEach(([word, text, kind]) => {
      D.add(list, "dt", "", word);
      D.add(list, "dd", kind || "", text);
    });
  }

  function method(player, parent, how) {
    D.add(parent, "h3", "", player.word("how"));
    D.add(parent, "p", "rd-lead", how.title + ". " + how.plain);
    facts(parent, [
      [player.word("formula"), how.formula, "rd-formula"],
      ["", how.symbols],
      [player.word("unit"), how.unit],
      [player.word("reading"), how.reading],
      [player.word("caution"), how.caution],
      ...how.choices,
      [player.word("citation"), how.citation],
    ]);
  }

  function origin(player, parent, sources) {
    D.add(parent, "h3", "", player.word("source"));
    sources.forEach((source) => facts(D.add(parent, "div", "rd-source"), [
      [source.of, source.publisher],
      [player.word("vintage"), source.vintage],
      [player.word("licence"), source.licence],
      [player.word("retrieved"), source.retrieved],
      [player.word("address"), source.url, "rd-address"],
    ]));
  }

  D.sources = function (player) {
    if (!player.can.tabs) return null;
    const panel = player.parts.sources = D.add(player.parts.body, "div", "rd-sources rd-scroll");
    panel.tabIndex = 0;
    let drawn = null;
    return function () {
      const view = player.view();
      if (player.open !== "sources" || drawn === view) return;
      drawn = view;
      panel.textContent = "";
      method(player, panel, view.how);
      origin(player, panel, view.sources);
      if (player.moves("swipe")) {
        method(player, panel, player.step().beside.how);
        origin(player, panel, player.step().beside.sources);
      }
    };
  };
})(window.RegioscopeDeck);
