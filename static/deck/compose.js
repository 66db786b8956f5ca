/* RegioscopeDeck.compose: the message of the map client for what the player shows: its step, year, layers, chosen region. */
(function (D) {
  "use strict";

  /* Layers that a view can switch, in the order of the menu. */
  D.layersOf = function (view) {
    const message = view.message;
    const under = message.basemap || {};
    return [
      message.regions ? "regions" : null,
      message.regions && message.regions.spots ? "hotspots" : null,
      ...(message.context || []).map((layer) => layer.id),
      under.places ? "places" : null,
      under.land || under.borders ? "borders" : null,
    ].filter(Boolean);
  };

  function withoutLayers(message, hidden) {
    const under = Object.assign({}, message.basemap);
    if (hidden.has("places")) under.places = null;
    if (hidden.has("borders")) under.land = under.borders = null;
    message.basemap = under;
    message.context = (message.context || []).filter((layer) => !hidden.has(layer.id));
    if (hidden.has("regions")) {
      delete message.regions;
      delete message.legend;
    } else if (hidden.has("hotspots") && message.regions) {
      message.regions = Object.assign({}, message.regions, { spots: undefined });
      message.legend = Object.assign({}, message.legend, { spots: undefined });
    }
    return message;
  }

  /* One year of a step with years, in the place of the year that the step was saved with. */
  function inYear(message, frame) {
    const drawn = { classes: frame.classes, values: frame.values, top: frame.top, lower: frame.lower, upper: frame.upper };
    message.regions = Object.assign({}, message.regions, drawn);
    message.legend = Object.assign({}, message.legend, { items: frame.items, histogram: [] });
    message.title = frame.title;
    message.subtitle = frame.subtitle;
    message.key += "@" + frame.year;
    return message;
  }

  const POINTS = ["url", "card"];

  /* Addresses below the root of the app; who watches has no tools. */
  function rooted(points) {
    const own = Object.assign({}, points, { tools: false });
    POINTS.forEach((name) => { own[name] = new URL(points[name].replace(/^(\.\.\/)+/, ""), D.root || location.href).href; });
    return own;
  }

  D.frame = (player) => (player.moves("years") ? player.step().frames.find((frame) => frame.year === player.year) || player.step().frames[0] : null);

  /* The regions of what is shown, also while their layer is switched off. */
  D.regions = function (player) {
    const own = player.view().message.regions;
    const frame = D.frame(player);
    return frame ? Object.assign({}, own, { values: frame.values, classes: frame.classes, lower: frame.lower, upper: frame.upper }) : own;
  };

  /* A value in the reader's format, as the tooltip of the map writes it. */
  D.value = function (player, regions, value) {
    if (regions.names) return regions.names[value] || "";
    const digits = regions.decimals === undefined ? 2 : regions.decimals;
    const text = D.number(player, value, { minimumFractionDigits: digits, maximumFractionDigits: digits + 3 });
    if (!regions.unit) return text;
    return text + (regions.unit === "%" ? "\u00a0%" : " " + regions.unit);
  };

  D.compose = function (player, view) {
    const message = Object.assign({}, view.message);
    message.text = Object.assign({}, player.deck.texts[view.message.text], { map_title: view.alt });
    if (!player.can.picture) message.text.png = "";
    if (message.points) message.points = rooted(message.points);
    if (player.selected !== null) message.selected = player.selected;
    message.presenter = Boolean(player.can.presenter);
    const frame = D.frame(player);
    if (frame && view === player.step().view) inYear(message, frame);
    message.aside = player.moves("swipe");
    return withoutLayers(message, player.hidden);
  };
})(window.RegioscopeDeck);
