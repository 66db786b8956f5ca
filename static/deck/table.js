/* The table twin of the map: the same figures, sorted by any column, found by name, a row chosen by click or Enter. */
(function (D) {
  "use strict";

  const FIRST = 200;      // rows shown at once; a button shows the others

  const known = (value) => typeof value === "number";

  /* [{title, key(index), text(index), number}] of the columns that the figures fill. */
  function columnsOf(player, regions, names) {
    const table = player.view().table;
    const notes = player.deck.notes[table.notes];
    const ranks = D.ranks(player);
    const moving = D.frame(player);
    const whole = (list, options) => ({ key: (i) => list[i], text: (i) => (known(list[i]) ? D.number(player, list[i], options) : ""), number: true });
    const figures = (list, of) => ({ key: (i) => list[i], text: (i) => (known(list[i]) ? D.value(player, of || regions, list[i]) : ""), number: true });
    const other = player.moves("swipe") ? player.step().beside.message.regions : null;
    if (other && other.url === regions.url) return pair(player, regions, other, names, figures);
    const digits = { minimumFractionDigits: table.decimals, maximumFractionDigits: table.decimals };
    return [
      ranks.length ? Object.assign({ title: player.word("rank") }, whole(ranks)) : null,
      { title: player.word("region"), key: (i) => names[i], text: (i) => names[i], name: true },
      Object.assign({ title: player.word(regions.names ? "category" : "value") }, figures(regions.values), { empty: player.word("no_value"), number: !regions.names }),
      regions.lower ? Object.assign({ title: player.word("from") }, figures(regions.lower)) : null,
      regions.upper ? Object.assign({ title: player.word("to") }, figures(regions.upper)) : null,
      moving ? null : Object.assign({ title: table.amount }, whole(player.deck.amounts[table.amounts], digits)),
      notes.texts && !moving ? { title: player.word("note"), key: (i) => notes.texts[notes.marks[i]], text: (i) => notes.texts[notes.marks[i]] } : null,
    ].filter(Boolean);
  }

  /* Two maps of the same regions: their figures beside one another. */
  function pair(player, left, right, names, figures) {
    const [first, second] = player.step().sides;
    return [
      { title: player.word("region"), key: (i) => names[i], text: (i) => names[i], name: true },
      Object.assign({ title: first }, figures(left.values, left), { empty: player.word("no_value"), number: !left.names }),
      Object.assign({ title: second }, figures(right.values, right), { empty: player.word("no_value"), number: !right.names }),
    ];
  }

  function ordered(rows, column, down, locale) {
    const words = new Intl.Collator(locale);
    const sign = down ? -1 : 1;
    const missing = (value) => value === null || value === undefined || value === "";
    return rows.slice().sort((a, b) => {
      const [x, y] = [column.key(a), column.key(b)];
      if (missing(x) || missing(y)) return missing(x) - missing(y) || a - b;
      return sign * (known(x) ? x - y : words.compare(x, y)) || a - b;
    });
  }

  D.table = function (player) {
    if (!player.can.tabs) return null;
    const panel = player.parts.table = D.add(player.parts.body, "div", "rd-table");
    const tools = D.add(panel, "div", "rd-table-tools");
    const label = D.add(tools, "label", "", player.word("find"));
    const field = D.add(tools, "input", "rd-find");
    field.type = "search";
    field.id = "rd-find";
    label.htmlFor = field.id;
    const count = D.add(tools, "p", "rd-count");
    count.setAttribute("role", "status");
    const more = D.button(tools, "rd-button", player.word("all_rows"), () => draw(true));
    const scroll = D.add(panel, "div", "rd-scroll");
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    const state = { key: "", sort: 0, down: false };
    field.addEventListener("input", () => draw(false));

    function head(table, columns) {
      const row = D.add(D.add(table, "thead"), "tr");
      columns.forEach((column, at) => {
        const cell = D.add(row, "th", column.number ? "rd-figure" : "");
        cell.scope = "col";
        cell.setAttribute("aria-sort", state.sort === at ? (state.down ? "descending" : "ascending") : "none");
        D.button(cell, "rd-sort", column.title, () => {
          state.down = state.sort === at ? !state.down : Boolean(column.number && at > 0);
          state.sort = at;
          draw(false).then(() => scroll.querySelectorAll(".rd-sort")[at].focus());
        }).title = player.word("sort_by", { column: column.title });
      });
    }

    function body(table, columns, rows, codes) {
      const place = D.add(table, "tbody");
      rows.forEach((index, at) => {
        const row = D.add(place, "tr");
        const code = codes[index];
        if (code === chosen()) row.className = "rd-selected";
        columns.forEach((column) => {
          const text = column.text(index) || column.empty || "";
          if (!column.name) {
            D.add(row, "td", column.number ? "rd-figure" : "", text);
            return;
          }
          const cell = D.add(row, "th", "");
          cell.scope = "row";
          const button = D.button(cell, "rd-name", text, () => player.select(code));
          button.tabIndex = at ? -1 : 0;
        });
      });
      place.addEventListener("keydown", (event) => {
        const way = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
        const to = way && event.target.closest("tr")[way];
        if (!to) return;
        event.preventDefault();
        to.querySelector(".rd-name").focus();
      });
    }

    const chosen = () => (player.selected === null ? player.view().message.selected : player.selected);

    async function draw(all) {
      const regions = D.regions(player);
      const { features } = await player.data.json(regions.url);
      if (regions !== D.regions(player) && regions.url !== D.regions(player).url) return;
      const [names, codes] = ["name", "id"].map((field) => features.map((feature) => feature.properties[field]));
      const columns = columnsOf(player, D.regions(player), names);
      const shown = player.view().table.shown;
      const asked = field.value.trim().toLocaleLowerCase(player.words.locale);
      const every = names.map((name, index) => index).filter((index) => !shown || shown[index] === "1");
      const found = every.filter((index) => !asked || names[index].toLocaleLowerCase(player.words.locale).includes(asked));
      state.sort = Math.min(state.sort, columns.length - 1);
      const rows = ordered(found, columns[state.sort], state.down, player.words.locale);
      const kept = all ? rows : rows.slice(0, FIRST);
      const table = document.createElement("table");
      D.add(table, "caption", "", player.word("table_of", { n: D.number(player, every.length) }));
      head(table, columns);
      body(table, columns, kept, codes);
      scroll.replaceChildren(table);
      scroll.setAttribute("aria-label", player.word("table"));
      more.hidden = kept.length === rows.length;
      count.textContent = !rows.length ? player.word("no_rows")
        : more.hidden ? "" : player.word("first_rows", { n: D.number(player, kept.length), total: D.number(player, rows.length) });
    }

    return function () {
      if (player.open !== "table") return;
      const key = [player.at, player.choice, player.year, chosen()].join();
      if (key === state.key) return;
      const rest = scroll.scrollTop;
      state.key = key;
      draw(false).then(() => { scroll.scrollTop = rest; });
    };
  };
})(window.RegioscopeDeck);
