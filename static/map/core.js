/* Regioscope's map client, part 1: start, update, and who is told what.
 *
 * The page calls Regioscope.start(map, base) once and Regioscope.update(message) for every change. A part is an object with
 * start(map) and update(message, previous), both optional; update may return a promise. The parts load in parallel with
 * Leaflet, so nothing may use L before start(). Every text of a message is written with textContent, never as HTML.
 */
(function () {
  "use strict";

  const PARTS = ["geometry", "paths", "dom", "host", "signs", "legend", "view", "tooltip", "labels", "basemap", "pointer", "fills", "spots", "regions", "keyboard", "marks",
    "points", "context", "controls", "picture"];

  const R = window.Regioscope = { map: null, message: null, previous: null, suffix: "" };
  const parts = [];
  const script = document.currentScript;
  let pending = null;
  let turn = 0;

  /* Registers a part; parts are updated in the order of PARTS. */
  R.part = function (name, part) {
    parts[PARTS.indexOf(name)] = part;
  };

  /* Runs a script file; files asked for together arrive together and run in the order in which they were asked for. */
  R.loadScript = function (url) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = url;
      element.async = false;
      element.onload = resolve;
      element.onerror = () => reject(new Error("cannot load " + url));
      document.head.appendChild(element);
    });
  };

  /* The parts lie beside this script; one that stands in the page itself is followed by them there. */
  const [folder, query] = script.src ? [script.src.replace(/[^/]*$/, ""), new URL(script.src).search] : [null, ""];
  const loaded = folder === null ? Promise.resolve() : Promise.all(PARTS.map((name) => R.loadScript(folder + name + ".js" + query)));
  loaded.catch((error) => { window.__regioscope_error = String(error); });

  /* A part that only some maps need, loaded when one does; asked for again it is the same. */
  const extra = new Map();
  R.extra = function (name) {
    if (!extra.has(name)) extra.set(name, R[name] ? Promise.resolve() : R.loadScript(folder + name + ".js" + query));
    return extra.get(name);
  };

  /* Called once by the base map. base: {static: folder of the files; suffix: tells a second map of the page apart;
   * follows: another map says where this one looks}. */
  R.start = function (map, base) {
    R.base = base || {};
    R.suffix = R.base.suffix || "";
    return loaded.then(() => {
      R.map = map;
      parts.forEach((part) => part.start && part.start(map));
      if (pending) {
        const message = pending;
        pending = null;
        R.update(message);
      }
    });
  };

  /* True while no newer message has come: what waits for the network asks before it paints. */
  R.isCurrent = (message) => message === R.message;

  /* Applies one message: the whole state of the map, of which the parts apply what has changed. */
  R.update = function (message) {
    if (!R.map) {
      pending = message;
      return Promise.resolve();
    }
    const mine = ++turn;
    const began = performance.now();
    const previous = R.message || {};
    R.message = message;
    const work = parts.map((part) => part.update && part.update(message, previous));
    const spent = performance.now() - began;
    return Promise.all(work).then(() => {
      if (mine === turn) mark(message.key, spent);
    }, (error) => {
      if (mine === turn) R.dom.failed(message, error);
    });
  };

  /* window.__regioscope says what is painted: set two frames after the last change, when it is on the screen. */
  function mark(key, spent) {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window["__regioscope" + R.suffix] = { key: key, t: Date.now(), script_ms: Math.round(spent * 10) / 10 };
    }));
  }

  /* True when a part of the message differs from the last one. */
  R.changed = (a, b) => a !== b && JSON.stringify(a) !== JSON.stringify(b);

  /* JSON of an address. */
  R.fetchJson = function (url, options) {
    return fetch(url, options).then((response) => {
      if (!response.ok) throw new Error(response.status + " " + url);
      return response.json();
    });
  };

  /* The same, asked for once and kept: geometry and places, the last 24 addresses in use. */
  const kept = new Map();
  R.json = function (url) {
    const answer = kept.get(url) || R.fetchJson(url);
    kept.delete(url);
    kept.set(url, answer);
    answer.catch(() => kept.delete(url));
    if (kept.size > 24) kept.delete(kept.keys().next().value);
    return answer;
  };

  /* How much larger labels and circles are than on a desk: a page that is read from afar says so in --rs-scale. */
  R.enlarged = (otherwise) => Number(getComputedStyle(document.documentElement).getPropertyValue("--rs-scale")) || otherwise;

  /* A word of the message, or the fallback when the page did not send it. */
  R.text = (name, fallback) => (R.message && R.message.text && R.message.text[name]) || fallback || "";

  /* A number in the reader's format. */
  R.number = function (value, options) {
    const locale = (R.message && R.message.locale) || undefined;
    return new Intl.NumberFormat(locale, options).format(value);
  };

  /* "5 establishments": the word holds the forms for one, a few and many, and the plural rules of the language choose. */
  R.counted = function (value, name) {
    const forms = R.text(name).split("|");
    const rule = new Intl.PluralRules((R.message && R.message.locale) || undefined).select(value);
    const form = { one: 0, few: 1, many: 2 }[rule];
    return R.number(value) + " " + forms[Math.min(form === undefined ? forms.length - 1 : form, forms.length - 1)];
  };

  /* "Move {n} km" with {n: 3} -> "Move 3 km". */
  R.fill = (template, values) => template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  /* The name of a feature in the reader's language. */
  R.nameOf = function (properties) {
    const lang = R.message && R.message.lang;
    return properties["name_" + lang] || properties.name || properties.id || "";
  };
})();
