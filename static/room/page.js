/* The audience's page: a question with its answers, a map for pins, a field for questions. Every word comes from the room,
 * every text of the room is written with textContent. */
(function () {
  "use strict";

  const P = window.RegioscopePhone;
  const talk = P.talk;
  const files = JSON.parse(document.body.dataset.files);
  const MOST = 200;
  const it = (id) => document.getElementById(id);

  let words = {};
  let state = null;
  let painted = "";        // what the answers were drawn from
  let pinsTag = "";
  let place = null;        // {lon, lat, name}
  let places = [];
  let placesOf = "";
  let pending = { pin: 0, note: 0 };

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const number = (value) => new Intl.NumberFormat(words.locale).format(value);
  const percent = (part) => new Intl.NumberFormat(words.locale, { style: "percent", maximumFractionDigits: 0 }).format(part);

  /* "5 votes": the word holds the forms for one, a few and many, and the plural rules of the language choose. */
  function counted(value, name) {
    const forms = words[name].split("|");
    const form = { one: 0, few: 1, many: 2 }[new Intl.PluralRules(words.locale).select(value)];
    return fill(forms[Math.min(form === undefined ? forms.length - 1 : form, forms.length - 1)], { n: number(value) });
  }

  function add(parent, tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  /* ------------------------------------------------------------------------------------------------------------ words */
  function speak(lang) {
    return talk.json("words/" + lang + ".json").then((found) => {
      words = found;
      document.documentElement.lang = found.lang;
      document.querySelectorAll("[data-word]").forEach((element) => { element.textContent = words[element.dataset.word]; });
      const menu = it("language");
      menu.replaceChildren();
      Object.entries(found.languages).forEach(([code, name]) => { add(menu, "option", "", name).value = code; });
      menu.value = found.lang;
      it("tabs").setAttribute("aria-label", words.room_title);
      it("ground").setAttribute("aria-label", words.map_label);
      ["pin", "note"].forEach(left);
      placesOf = painted = "";
      if (state) show(state);
      sayPlace();
    });
  }

  function left(kind) {
    it(kind + "-left").textContent = fill(words.left, { n: number(MOST - it(kind + "-text").value.length) });
  }

  /* ------------------------------------------------------------------------------------------------------------- tabs */
  const NAMES = ["vote", "map", "ask"];

  function turnTo(name, focus) {
    NAMES.forEach((other) => {
      const tab = it("tab-" + other);
      it(other).hidden = other !== name;
      tab.setAttribute("aria-selected", String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
    });
    if (focus) it("tab-" + name).focus();
    window.scrollTo(0, 0);
    if (name === "map") openMap();
  }

  NAMES.forEach((name, i) => {
    const tab = it("tab-" + name);
    tab.addEventListener("click", () => turnTo(name));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const shown = NAMES.filter((other) => !it("tab-" + other).hidden);
      turnTo(shown[(shown.indexOf(name) + step + shown.length) % shown.length], true);
    });
  });

  /* --------------------------------------------------------------------------------------------------------- question */
  function show(found) {
    const before = state;
    state = found;
    document.title = state.title || words.room_title;
    if (state.title) it("title").textContent = state.title;
    it("over").hidden = state.open;
    it("main").hidden = it("tabs").hidden = !state.open;
    if (!state.open) return;
    it("tab-map").hidden = !state.map;
    if (!state.map && !it("map").hidden) turnTo("vote");
    showQuestion();
    list("note-list", "notes", state.notes);
    if (!it("map").hidden) openMap();
    const fresh = state.question && state.question.state === "open" && !(before && before.question && before.question.id === state.question.id);
    if (fresh && before && !it("vote").contains(document.activeElement)) it("tab-vote").classList.add("news");
    if (!it("vote").hidden) it("tab-vote").classList.remove("news");
  }

  function showQuestion() {
    const question = state.question;
    it("nothing").hidden = !!question;
    it("asked").hidden = !question;
    if (!question) {
      painted = "";
      return;
    }
    const now = JSON.stringify([question.id, question.text, question.choices, words.lang]);
    if (now !== painted) {
      painted = now;
      it("question").textContent = question.text;
      drawChoices(question);
    }
    showChoices(question);
  }

  function drawChoices(question) {
    const box = it("choices");
    box.replaceChildren();
    question.choices.forEach((text, i) => {
      const button = add(box, "button", "choice");
      button.type = "button";
      add(button, "span", "fill").setAttribute("aria-hidden", "true");
      add(button, "span", "letter", String.fromCharCode(65 + i)).setAttribute("aria-hidden", "true");
      add(button, "span", "answer", text);
      add(button, "span", "count");
      add(button, "span", "unseen yours");
      button.addEventListener("click", () => {
        if (state.question.state !== "open") return;
        talk.send("vote", { question: question.id, choice: i });
        showChoices(question);
      });
    });
  }

  function showChoices(question) {
    const open = question.state === "open";
    const counts = question.counts;
    const all = counts ? counts.reduce((a, b) => a + b, 0) : 0;
    const most = counts ? Math.max(1, ...counts) : 1;
    const mine = talk.mine(question.id);
    Array.from(it("choices").children).forEach((button, i) => {
      const chosen = !!mine && mine.choice === i;
      button.setAttribute("aria-pressed", String(chosen));
      button.setAttribute("aria-disabled", String(!open));
      button.classList.toggle("sent", chosen && mine.sent);
      button.querySelector(".fill").style.width = counts ? (100 * counts[i] / most) + "%" : "0";
      button.querySelector(".count").textContent = counts ? number(counts[i]) + " · " + percent(all ? counts[i] / all : 0) : "";
      button.querySelector(".yours").textContent = chosen ? words.yours : "";
    });
    it("asked").classList.toggle("counted", !!counts);
    it("how").textContent = open ? words.choose : words.voting_closed;
    it("total").textContent = counts ? words.results + ": " + counted(all, "votes") : open ? "" : words.results_later;
    put("said", !mine ? "" : mine.sent ? words.counted + ": " + (question.choices[mine.choice] || "") : open ? words.sending : "", mine && mine.sent ? "good" : "");
  }

  function put(id, text, kind) {
    const element = it(id);
    if (element.textContent !== text) element.textContent = text;
    element.dataset.kind = kind || "";
  }

  function list(id, box, texts) {
    it(box).hidden = !texts.length;
    const now = JSON.stringify(texts);
    if (it(id).dataset.of === now) return;
    it(id).dataset.of = now;
    it(id).replaceChildren();
    texts.slice().reverse().forEach((text) => add(it(id), "li", "", text));
  }

  /* -------------------------------------------------------------------------------------------------------------- map */
  let mapLoading = null;

  function script(name) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = files[name];
      element.onload = resolve;
      element.onerror = () => { element.remove(); reject(new Error(name)); };
      document.head.appendChild(element);
    });
  }

  function style(name) {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = files[name];
    document.head.insertBefore(element, document.head.querySelector("link[rel=stylesheet]"));
  }

  function loadMap() {
    if (!mapLoading) {
      style("leaflet.css");
      mapLoading = script("leaflet.js").then(() => script("map.js"));
      mapLoading.catch(() => { mapLoading = null; });
    }
    return mapLoading;
  }

  function openMap() {
    const key = state.map;
    if (!key) return;
    listPlaces(key);
    showPins();
    loadMap().then(() => P.map.show(it("ground"), {
      base: talk.base + "map/" + encodeURIComponent(key) + "/", lang: words.lang, place: place, chosen: choose, words: words,
    })).then(() => { it("ground-fault").hidden = true; }, () => { it("ground-fault").hidden = false; });
  }

  function listPlaces(key) {
    if (placesOf === key + words.lang) return;
    placesOf = key + words.lang;
    talk.json("map/" + encodeURIComponent(key) + "/places-" + words.lang + ".json").then((found) => {
      const order = new Intl.Collator(words.locale);
      places = found.sort((a, b) => order.compare(a[3], b[3]));
      const menu = it("place");
      menu.replaceChildren();
      add(menu, "option", "", words.list_none).value = "";
      places.forEach((row) => { add(menu, "option", "", row[3]).value = row[0]; });
      menu.value = place && place.code ? place.code : "";
    }, () => { placesOf = ""; });
  }

  function showPins() {
    if (!state.pins) {
      pinsTag = "";
      list("pin-list", "pins", []);
      if (P.map) P.map.pins([]);
      return;
    }
    if (state.pins === pinsTag) return;
    const tag = state.pins;
    talk.json("pins").then((found) => {
      pinsTag = tag;
      list("pin-list", "pins", found.map((pin) => pin[2]));
      loadMap().then(() => P.map.pins(found), () => null);
    }, () => null);
  }

  /* A place is chosen, by touch or from the list: {lon, lat, name, code}. */
  function choose(found) {
    place = found;
    it("place").value = place && place.code ? place.code : "";
    if (P.map) P.map.pin(place);
    put("pin-said", "", "");
    sayPlace();
  }

  function sayPlace() {
    const at = place && { lat: place.lat.toFixed(2), lon: place.lon.toFixed(2) };
    it("pin-at").textContent = !place ? words.pin_none : place.name ? fill(words.pin_at, { place: place.name }) : fill(words.pin_free, at);
  }

  it("place").addEventListener("change", () => {
    const row = places.find((found) => found[0] === it("place").value);
    choose(row ? { lon: row[1], lat: row[2], name: row[3], code: row[0], fly: true } : null);
  });

  /* ------------------------------------------------------------------------------------------------------------- forms */
  function form(kind, body) {
    it(kind + "-text").addEventListener("input", () => left(kind));
    it(kind + "-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = it(kind + "-text").value.trim();
      const wrong = kind === "pin" && !place ? words.no_place : !text ? words.no_text : "";
      if (wrong) {
        put(kind + "-said", wrong, "bad");
        it(kind === "pin" && !place ? "place" : kind + "-text").focus();
        return;
      }
      pending[kind]++;
      talk.send(kind, Object.assign({ text: text }, body()));
      put(kind + "-said", words.sending_it, "");
      it(kind + "-text").value = "";
      left(kind);
      if (kind === "pin") {
        const keep = it("pin-said").textContent;
        choose(null);
        put("pin-said", keep, "");
      }
    });
  }

  form("pin", () => ({ lon: place.lon, lat: place.lat }));
  form("note", () => ({}));

  /* -------------------------------------------------------------------------------------------------------------- start */
  talk.on("state", show);
  talk.on("sent", (item) => {
    if (item.kind === "vote") {
      if (state && state.question) showChoices(state.question);
      return;
    }
    put(item.kind + "-said", words[item.kind + "_sent"], "good");
  });
  talk.on("refused", (what) => {
    if (what.kind === "join") return put("status", what.error, "bad");
    if (what.kind === "vote" && state && state.question) showChoices(state.question);
    put(what.kind === "vote" ? "said" : what.kind + "-said", what.error, "bad");
    if (what.item && what.kind !== "vote" && !it(what.kind + "-text").value) {
      it(what.kind + "-text").value = what.item.body.text;   // nothing that somebody wrote is lost
      left(what.kind);
    }
    return null;
  });
  let quiet = 0;
  talk.on("connection", (kind) => {
    put("status", words[kind] || "", kind === "again" ? "good" : "bad");
    clearTimeout(quiet);
    if (kind === "again") quiet = setTimeout(() => put("status", "", ""), 3000);
  });
  it("language").addEventListener("change", () => {
    talk.speak(it("language").value);
    speak(talk.lang());
  });

  function begin(wait) {
    speak(talk.lang()).then(() => talk.start(), () => setTimeout(() => begin(Math.min(8000, wait * 2)), wait));
  }

  talk.remembered(document.documentElement.lang);
  begin(500);
})();
