/* RegioscopeMeet.finder: a field in which a region is found by typing, and a list that the arrow keys choose from. */
(function () {
  "use strict";

  const M = window.RegioscopeMeet = window.RegioscopeMeet || {};
  const D = window.RegioscopeDeck;
  const MOST = 8;

  const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/[\u0300-\u036f\u2019'`]/g, "");

  /* Names that begin with the text come first, then those in which a word does, then the others that hold it. */
  function matches(places, text) {
    const asked = plain(text.trim());
    if (!asked) return [];
    const rank = (name) => (name.startsWith(asked) ? 0 : name.split(/[\s,(-]+/).some((word) => word.startsWith(asked)) ? 1 : 2);
    return places.map((place) => ({ place: place, name: plain(place.name) }))
      .filter((entry) => entry.name.includes(asked) || plain(entry.place.code) === asked)
      .map((entry) => Object.assign(entry, { rank: rank(entry.name) }))
      .sort((a, b) => a.rank - b.rank || a.place.name.length - b.place.name.length || a.place.name.localeCompare(b.place.name))
      .map((entry) => entry.place);
  }

  /* Draws the search; places is a promise of [{code, name}], choose gets one of them, close is called on Escape. */
  function finder(body, words, places, choose, close) {
    D.add(body, "p", "rm-lead", words.find_lead).id = "rm-find-lead";
    const field = D.add(body, "input", "rm-find");
    const list = D.add(body, "ul", "rm-hits");
    const told = D.add(body, "p", "rm-find-told");
    let found = [];
    let at = 0;
    field.type = "text";
    field.autocomplete = "off";
    field.spellcheck = false;
    field.maxLength = 80;
    [["role", "combobox"], ["aria-label", words.find], ["aria-expanded", "false"], ["aria-controls", "rm-hits"], ["aria-autocomplete", "list"], ["aria-describedby", "rm-find-lead"]]
      .forEach(([name, value]) => field.setAttribute(name, value));
    list.id = "rm-hits";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.find);
    told.setAttribute("role", "status");

    function mark() {
      Array.from(list.children).forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
      if (found.length) field.setAttribute("aria-activedescendant", "rm-hit-" + at);
      else field.removeAttribute("aria-activedescendant");
    }

    function draw(all) {
      found = all.slice(0, MOST);
      at = 0;
      list.textContent = "";
      found.forEach((place, index) => {
        const row = D.add(list, "li", "rm-hit", place.name);
        row.id = "rm-hit-" + index;
        row.setAttribute("role", "option");
        row.addEventListener("click", () => choose(place));
      });
      field.setAttribute("aria-expanded", String(found.length > 0));
      const more = all.length - found.length;
      told.textContent = more ? M.fill(words.find_more, { n: more }) : !found.length && field.value.trim() ? words.find_none : "";
      mark();
    }

    field.addEventListener("input", () => places.then((known) => draw(matches(known, field.value))));
    field.addEventListener("keydown", (event) => {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (way && found.length) at = (at + way + found.length) % found.length;
      else if (event.key === "Enter" && found[at]) choose(found[at]);
      else if (event.key === "Escape") close();
      else if (event.key !== "Enter" && !way) return;
      event.preventDefault();
      event.stopPropagation();
      mark();
    });
    field.focus();
    return field;
  }

  /* Regions of a map of the deck by their names: [{code, name}]. */
  const placesOf = (data, message) => (message.regions
    ? data.json(message.regions.url).then((collection) => collection.features
      .map((feature) => feature.properties || {})
      .map((own) => ({ code: own.id, name: own["name_" + message.lang] || own.name || String(own.id) })))
    : Promise.resolve([]));

  Object.assign(M, { finder, matches, placesOf });
})();
