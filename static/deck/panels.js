/* What stands around the map: title and sentence, list of steps, choice of an indicator, layers, the chosen region. */
(function (D) {
  "use strict";

  const TABS = ["map", "table", "sources"];

  /* The frame of the page; player.parts are its places. */
  D.layout = function (player) {
    const root = player.root;
    root.classList.add("rd", "rd-" + player.mode);
    const at = player.parts = {};
    if (player.can.title && player.deck.title) {
      at.top = D.add(root, "header", "rd-top");
      D.add(at.top, "h1", "", player.deck.title);
    }
    at.main = D.add(root, "main", "rd-main");
    at.head = D.add(at.main, "header", "rd-head");
    if (player.can.tabs) at.tabs = D.add(at.main, "div", "rd-tabs");
    at.body = D.add(at.main, "div", "rd-body");
    at.stage = D.add(at.body, "div", "rd-stage rd-single");
    at.bar = D.add(at.main, "div", "rd-bar");
    at.foot = D.add(at.main, "footer", "rd-foot");
    if (!player.can.steps && !player.can.choose && !player.can.layers) return;
    at.side = D.add(root, "aside", "rd-side");
    at.side.setAttribute("aria-label", player.word("steps"));
    root.classList.add("rd-with-side");
  };

  const setText = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
    element.hidden = !text;
  };

  const classesOf = (view) => JSON.stringify(((view.message.legend || {}).items || []).filter((item) => item.kind === "class").map((item) => [item.colour, item.text]));

  /* The small print under the title: what is measured; of two maps what each says. */
  function small(player) {
    const step = player.step();
    const view = player.view();
    if (player.moves("swipe")) {
      const each = [view, step.beside].map((one, at) => step.sides[at] + ": " + one.message.title + ".");
      return each.join(" ");
    }
    const shown = D.frame(player) || view.message;
    return [player.choice < 0 && step.title ? shown.title + "." : "", shown.subtitle].filter(Boolean).join(" ");
  }

  /* Two maps side by side whose colours mean different figures say so. */
  function unlike(player) {
    const step = player.step();
    const two = player.moves("swipe") && classesOf(step.view) !== classesOf(step.beside);
    return two ? player.word("classes_differ") : "";
  }

  /* What a reader hears when another step comes. */
  D.voice = function (player) {
    if (!player.can.walk) return null;
    const line = D.add(player.parts.main, "p", "rd-voice");
    line.setAttribute("aria-live", "polite");
    player.on("step", ({ index, step }) => {
      const at = player.word("position", { n: D.number(player, index + 1), total: D.number(player, player.deck.steps.length) });
      line.textContent = [at, step.title || step.view.message.title, step.sentence].filter(Boolean).join(". ");
    });
    return null;
  };

  /* Title, sentence, what is measured. */
  D.heading = function (player) {
    const head = player.parts.head;
    const title = D.add(head, player.parts.top ? "h2" : "h1", "rd-title");
    const badge = D.add(head, "span", "rs-badge rd-badge");
    const sentence = D.add(head, "p", "rd-sentence");
    const print = D.add(head, "p", "rd-subtitle");
    const left = D.add(head, "p", "rd-left-out");
    const free = () => { head.style.minHeight = ""; };
    window.addEventListener("resize", free);
    let last = null;
    return function () {
      const step = player.step();
      if (step === last) head.style.minHeight = head.offsetHeight + "px";   // a shorter title moves nothing: the map keeps its size
      else free();
      last = step;
      const view = player.view();
      const frame = D.frame(player);
      const told = player.choice < 0;
      const headline = (frame || view.message).title;
      setText(title, (told && step.title) || headline);
      setText(sentence, told ? step.sentence : "");
      setText(print, small(player));
      setText(left, [view.left_out, unlike(player)].filter(Boolean).join(" "));
      const name = view.message.legend && view.message.legend.badge;
      setText(badge, name ? player.deck.texts[view.message.text][name] || name : "");
    };
  };

  /* Scrolls a column, and never the page, until an element in it is seen. */
  function reveal(column, element) {
    const [outer, inner] = [column, element].map((one) => one.getBoundingClientRect());
    if (inner.bottom > outer.bottom) column.scrollTop += inner.bottom - outer.bottom + 8;
    else if (inner.top < outer.top) column.scrollTop -= outer.top - inner.top + 8;
  }

  /* The list of steps. */
  D.steps = function (player) {
    if (!player.can.steps || player.deck.steps.length < 2) return null;
    const nav = D.add(player.parts.side, "nav", "rd-steps");
    nav.setAttribute("aria-label", player.word("steps"));
    D.add(nav, "h2", "rd-group", player.word("steps"));
    const list = D.add(nav, "ol");
    const buttons = player.deck.steps.map((step, index) => {
      const button = D.button(D.add(list, "li"), "rd-step", "", () => player.show(index));
      D.add(button, "span", "rd-step-number", String(index + 1));
      D.add(button, "span", "rd-step-title", step.title || step.view.message.title);
      return button;
    });
    return () => buttons.forEach((button, index) => {
      if (index !== player.at) button.removeAttribute("aria-current");
      else if (button.getAttribute("aria-current") !== "step") {
        button.setAttribute("aria-current", "step");
        reveal(player.parts.side, button);
      }
    });
  };

  /* The choice of an indicator. */
  D.choices = function (player) {
    if (!player.can.choose || !player.deck.selector.length) return null;
    const box = D.add(player.parts.side, "div", "rd-choice");
    D.add(box, "h2", "rd-group", player.word("explore"));
    const label = D.add(box, "label", "", player.word("indicator"));
    const menu = D.add(box, "select", "rd-select");
    menu.id = "rd-indicator";
    label.htmlFor = menu.id;
    const only = player.deck.steps.length === 1;
    D.add(menu, "option", "", only ? player.step().view.how.title : player.word("as_told")).value = "-1";
    player.deck.selector.forEach((choice, index) => { D.add(menu, "option", "", choice.label).value = String(index); });
    menu.addEventListener("change", () => player.choose(Number(menu.value)));
    return () => { menu.value = String(player.choice); };
  };

  function layerName(player, id) {
    const own = (player.view().message.context || []).find((layer) => layer.id === id);
    return own ? own.label : player.word("layer_" + id);
  }

  /* A box to tick for each layer. */
  D.layers = function (player) {
    if (!player.can.layers) return null;
    const box = D.add(player.parts.side, "fieldset", "rd-layers");
    let drawn = "";
    return function () {
      const list = player.layers();
      const key = JSON.stringify(list.map((layer) => layer.id));
      if (key !== drawn) {
        drawn = key;
        box.textContent = "";
        D.add(box, "legend", "rd-group", player.word("layers"));
        list.forEach((layer) => {
          const label = D.add(box, "label", "rd-layer");
          const tick = D.add(label, "input");
          tick.type = "checkbox";
          tick.dataset.layer = layer.id;
          tick.addEventListener("change", () => player.toggle(layer.id, tick.checked));
          D.add(label, "span", "", layerName(player, layer.id));
        });
      }
      list.forEach((layer) => { box.querySelector('[data-layer="' + layer.id + '"]').checked = layer.on; });
      box.hidden = !list.length;
    };
  };

  /* The figures of the chosen region, in one line. */
  D.chosen = function (player) {
    const line = D.add(player.parts.bar, "p", "rd-chosen");
    if (player.parts.tabs) player.parts.tabs.after(line);   // beside the tabs it takes no room from the map
    line.setAttribute("aria-live", "polite");
    const credit = D.add(player.parts.bar, "p", "rd-credit");
    return function () {
      setText(credit, (player.view().message.legend || {}).source || "");
      const R = player.stage.client();
      const index = R.message && R.message.regions ? R.regions.indexOf(R.message.selected) : -1;
      if (index < 0) return setText(line, "");
      const words = R.pointer.describe(index).map((row) => row.text).filter((text) => text !== R.message.regions.label);
      const ranks = D.ranks(player);
      const rank = ranks[index] ? player.word("rank_of", { n: D.number(player, ranks[index]), total: D.number(player, ranks.filter(Boolean).length) }) : "";
      setText(line, words[0] + ": " + [words[1], rank, ...words.slice(2)].filter(Boolean).join(" \u00b7 "));
      line.title = line.textContent;
      return undefined;
    };
  };

  D.ranks = (player) => {
    const frame = D.frame(player);
    return (frame || player.view().table).ranks || [];
  };

  /* Map, table, sources; and the steps by two buttons. */
  D.walk = function (player) {
    const tabs = player.parts.tabs ? TABS.map((name) => tab(player, name)) : [];
    const foot = player.parts.foot;
    if (player.can.title && player.deck.made) D.add(foot, "p", "rd-made", player.word("made", { date: player.deck.made }) + (player.deck.inline ? ". " + player.word("offline") : ""));
    const total = player.deck.steps.length;
    let back, position, next;
    if (player.can.walk && total > 1) {
      const walk = D.add(foot, "div", "rd-walk");
      back = D.button(walk, "rd-button", player.word("previous"), () => player.previous());
      position = D.add(walk, "span", "rd-position");
      next = D.button(walk, "rd-button rd-main-button", player.word("next"), () => player.next());
    }
    foot.hidden = !foot.childNodes.length;
    player.open = "map";
    return function () {
      tabs.forEach((element) => element(player.open));
      if (!back) return;
      back.disabled = player.at === 0;
      next.disabled = player.at === total - 1;
      setText(position, player.word("position", { n: D.number(player, player.at + 1), total: D.number(player, total) }));
    };
  };

  function tab(player, name) {
    const list = player.parts.tabs;
    list.setAttribute("role", "tablist");
    const panel = player.parts[name === "map" ? "stage" : name];
    const button = D.button(list, "rd-tab", player.word(name), () => player.tab(name));
    button.id = "rd-tab-" + name;
    panel.id = "rd-panel-" + name;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    button.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      const to = TABS[(TABS.indexOf(name) + way + TABS.length) % TABS.length];
      player.tab(to);
      list.querySelector("#rd-tab-" + to).focus();
    });
    return function (open) {
      button.setAttribute("aria-selected", String(open === name));
      button.tabIndex = open === name ? 0 : -1;
      panel.hidden = open !== name;
    };
  }
})(window.RegioscopeDeck);
