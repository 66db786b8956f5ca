/* RegioscopeMeet.panels: what opens over the map: what one looks at, layers, keys; and the short notice at the lower edge. */
(function () {
  "use strict";

  const M = window.RegioscopeMeet = window.RegioscopeMeet || {};
  const D = window.RegioscopeDeck;
  const NOTICE_MS = 3500;

  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  /* One panel at a time: show(name, title, draw, gone) calls draw(body) now and gone() when it closes. */
  function makePanels(root, words) {
    let open = null;

    function close() {
      if (!open) return;
      const { element, gone } = open;
      open = null;
      element.remove();
      if (gone) gone();
    }

    function show(name, title, draw, gone) {
      close();
      const element = D.add(root, "section", "rm-panel rm-panel-" + name);
      element.setAttribute("aria-label", title);
      const head = D.add(element, "header", "rm-panel-head");
      D.add(head, "h2", "", title);
      D.button(head, "rm-shut", "\u00d7", () => M.act({ do: "back" })).setAttribute("aria-label", words.close);
      const body = D.add(element, "div", "rm-panel-body");
      open = { name: name, element: element, body: body, draw: draw, gone: gone };
      draw(body);
    }

    /* Draws the open panel anew, for another step or year. */
    function again() {
      if (!open) return;
      open.body.textContent = "";
      open.draw(open.body);
    }

    const scroll = (way) => open.body.scrollBy({ top: 0.5 * way * open.body.clientHeight });

    return { show, close, again, scroll, name: () => (open ? open.name : "") };
  }

  /* A sentence at the lower edge that goes by itself. */
  function makeNotice(root) {
    const line = D.add(root, "p", "rm-notice");
    line.setAttribute("role", "status");
    line.hidden = true;
    let wait = null;
    return function (text, ms) {
      clearTimeout(wait);
      line.textContent = text || "";
      line.hidden = !text;
      if (text && ms !== Infinity) wait = setTimeout(() => { line.hidden = true; }, ms || NOTICE_MS);
    };
  }

  /* Questions and answers about one map; those of another year than the one that runs are told or left out. */
  function answers(parent, rows, year) {
    const list = D.add(parent, "dl", "rm-answers");
    rows.filter((row) => year === null || row[0] !== "example").forEach(([name, question, answer]) => {
      D.add(list, "dt", "", question);
      D.add(list, "dd", "", name === "when" && year !== null ? String(year) : answer);
    });
  }

  /* The colours of the map with their numbers. */
  function colours(parent, legend, words) {
    if (!legend || !legend.items.length) return;
    D.add(parent, "h3", "", words.colours);
    const list = D.add(parent, "ul", "rm-colours");
    let n = 0;
    legend.items.forEach((item) => {
      const row = D.add(list, "li");
      const swatch = D.add(row, "span", "rm-swatch rm-swatch-" + item.kind);
      if (item.kind === "class") {
        n++;
        swatch.style.background = item.colour;
        swatch.textContent = String(n);
        swatch.style.color = dark(item.colour) ? "#ffffff" : "#111827";
      }
      D.add(row, "span", "", item.text);
    });
  }

  function dark(colour) {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.substr(at, 2), 16) / 255);
    return 0.299 * r + 0.587 * g + 0.114 * b < 0.5;
  }

  /* What am I looking at? `maps` are [{name, rows, legend}], one a map. */
  function about(body, maps, words, more) {
    const row = D.add(body, "div", "rm-maps rm-maps-" + maps.length);
    maps.forEach((map) => {
      const box = D.add(row, "div", "rm-about");
      if (map.name) D.add(box, "h3", "rm-side", map.name);
      if (more.made_up) D.add(box, "p", "rm-simulated", more.made_up);
      answers(box, map.rows, more.year);
      colours(box, map.legend, words);
    });
  }

  /* The keys of this meeting. */
  function keys(body, words) {
    D.add(body, "p", "rm-lead", words.keys_lead);
    const list = D.add(body, "dl", "rm-keys");
    words.keys.forEach(([names, meaning]) => {
      const row = D.add(list, "div");
      const left = D.add(row, "dt");
      names.forEach((name) => D.add(left, "kbd", "", name));
      D.add(row, "dd", "", meaning);
    });
  }

  /* Layers with their numbers; a click does the same. */
  function layers(body, list, words, toggle) {
    D.add(body, "p", "rm-lead", words.layers_lead);
    const rows = D.add(body, "ol", "rm-layers");
    list.forEach((layer, index) => {
      const button = D.button(D.add(rows, "li"), "rm-layer", "", () => toggle(index));
      button.setAttribute("aria-pressed", String(layer.on));
      D.add(button, "kbd", "", String(index + 1));
      D.add(button, "span", "rm-layer-name", layer.name);
      D.add(button, "span", "rm-layer-state", layer.on ? words.on : words.off);
    });
  }

  Object.assign(M, { fill, makePanels, makeNotice });
  M.draw = { about, keys, layers };
})();
