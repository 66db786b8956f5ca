/* RegioscopePhone.talk: the phone's side of the conversation with the room.
 *
 * It asks every 2.5 seconds how things stand, and sends votes, pins and questions. What is to be sent is written down before
 * it goes and crossed out when the room has confirmed it: a network that fails, a page that is loaded anew, an answer that
 * comes too late neither lose nor double it. Of votes only the last choice counts; they carry a number that grows.
 */
(function () {
  "use strict";

  const P = window.RegioscopePhone = window.RegioscopePhone || {};
  const EVERY_MS = 2500;
  const SLOW_MS = 10000;
  const PATIENCE_MS = 10000;
  const GONE_MS = 30000;

  const base = location.pathname.replace(/[^/]*$/, "");
  const name = "regioscope-room-" + base;
  const heard = {};
  const memory = Object.assign({ votes: {}, mine: {}, queue: [], order: 0, lang: "" }, recall());
  let lang = "en";
  let state = null;
  let etag = "";
  let failedSince = 0;
  let waiting = 0;
  let busy = false;
  let joined = false;
  let timer = 0;
  let asking = false;

  function recall() {
    try {
      return JSON.parse(localStorage.getItem(name)) || {};
    } catch (error) {
      return {};
    }
  }

  /* A browser may refuse to remember; then everything works until the page is closed. */
  function remember() {
    try {
      localStorage.setItem(name, JSON.stringify(memory));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  const on = (kind, act) => { (heard[kind] = heard[kind] || []).push(act); };
  const tell = (kind, value) => (heard[kind] || []).forEach((act) => act(value));

  /* fetch that gives up after a while; the answer may still have been heard by the room. */
  function ask(path, options) {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE_MS);
    const address = base + path + (path.includes("?") ? "&" : "?") + "lang=" + lang;
    return fetch(address, Object.assign({ signal: stop.signal, credentials: "same-origin" }, options)).finally(() => clearTimeout(late));
  }

  const json = (path) => ask(path, {}).then((answer) => {
    if (!answer.ok) throw new Error(answer.status + " " + path);
    return answer.json();
  });

  const post = (path, body) => ask(path, {
    method: "POST", cache: "no-store", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });

  function connection(works) {
    if (works) {
      if (failedSince) tell("connection", "again");
      failedSince = 0;
      return;
    }
    failedSince = failedSince || Date.now();
    tell("connection", Date.now() - failedSince > GONE_MS ? "gone" : "offline");
  }

  /* ----------------------------------------------------------------------------------------------------------- asking */
  function join() {
    if (joined) return Promise.resolve();
    return post("join", {}).then((answer) => {
      if (answer.ok) joined = true;
      else return refused(answer, "join");
      return null;
    });
  }

  function look() {
    if (asking) return Promise.resolve();
    asking = true;
    return join().then(() => ask("state", { cache: "no-cache" })).then((answer) => {
      connection(true);
      if (answer.status === 404) return closed();
      if (!answer.ok) return null;
      const tag = answer.headers.get("ETag");
      if (tag && tag === etag) return null;
      return answer.json().then((found) => {
        etag = tag;
        state = found;
        if (found.open) deliver();
        else joined = false;
        tell("state", state);
      });
    }).catch(() => connection(false)).finally(() => { asking = false; });
  }

  function closed() {
    joined = false;
    etag = "";
    state = { open: false };
    tell("state", state);
    return null;
  }

  function turn() {
    clearTimeout(timer);
    if (document.hidden) return;
    const pause = (state && !state.open ? SLOW_MS : EVERY_MS) * (0.85 + 0.3 * Math.random());
    look().finally(() => { timer = setTimeout(turn, pause); });
  }

  /* ---------------------------------------------------------------------------------------------------------- sending */
  function next() {
    const question = Object.keys(memory.votes)[0];
    if (question) return { kind: "vote", question: question, body: Object.assign({ question: question }, memory.votes[question]) };
    const item = memory.queue[0];
    return item ? { kind: item.kind, body: item.body } : null;
  }

  /* Crosses out what was confirmed or refused for good; a vote that was changed meanwhile still has to go. */
  function done(item) {
    if (item.kind === "vote") {
      const now = memory.votes[item.question];
      if (now && now.order === item.body.order) delete memory.votes[item.question];
    } else {
      memory.queue = memory.queue.filter((other) => other.body.key !== item.body.key);
    }
    remember();
  }

  function deliver() {
    const item = next();
    if (busy || !item || (state && !state.open)) return;
    busy = true;
    join().then(() => post(item.kind, item.body)).then((answer) => confirmed(answer, item)).catch(() => {
      connection(false);
      later(0);
    }).finally(() => { busy = false; if (!waiting) deliver(); });
  }

  let tries = 0;

  function later(seconds) {
    const pause = Math.max(seconds * 1000, Math.min(8000, 500 * Math.pow(2, tries))) * (0.8 + 0.4 * Math.random());
    tries++;
    clearTimeout(waiting);
    waiting = setTimeout(() => { waiting = 0; deliver(); }, pause);
  }

  function confirmed(answer, item) {
    connection(true);
    if (!answer.ok) return refused(answer, item.kind, item);
    tries = 0;
    return answer.json().then((said) => {
      if (said.ok === false) {
        memory.order = Math.max(memory.order, said.newest);
        if (memory.votes[item.question]) memory.votes[item.question].order = ++memory.order;
        remember();
        return;
      }
      if (item.kind === "vote") memory.mine[item.question] = item.body.choice;
      done(item);
      tell("sent", item);
    });
  }

  let cookieTries = 0;

  function refused(answer, kind, item) {
    if (answer.status === 429 || answer.status === 408 || answer.status >= 500) {
      later(Number(answer.headers.get("Retry-After")) || 1);
      return null;
    }
    return answer.json().catch(() => ({})).then((said) => {
      if (said.code === "device" && cookieTries++ < 2) {
        joined = false;
        return;
      }
      if (said.code === "closed") {
        closed();
        return;
      }
      if (item) done(item);
      tell("refused", { kind: kind, item: item, error: said.error || String(answer.status) });
    });
  }

  const key = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => n.toString(16).padStart(2, "0")).join("");

  function send(kind, body) {
    if (kind === "vote") {
      memory.votes[body.question] = { choice: body.choice, order: ++memory.order };
    } else {
      memory.queue.push({ kind: kind, body: Object.assign({ key: key() }, body) });
    }
    remember();
    tries = 0;
    clearTimeout(waiting);
    waiting = 0;
    deliver();
  }

  /* Choice of this phone: {choice, sent}. */
  function mine(question) {
    if (memory.votes[question]) return { choice: memory.votes[question].choice, sent: false };
    return question in memory.mine ? { choice: memory.mine[question], sent: true } : null;
  }

  function start() {
    document.addEventListener("visibilitychange", turn);
    window.addEventListener("online", () => { tries = 0; turn(); deliver(); });
    window.addEventListener("pageshow", (event) => { if (event.persisted) turn(); });
    turn();
    deliver();
  }

  P.talk = {
    on, start, send, mine, json, base,
    lang: () => lang,
    remembered: (given) => { lang = memory.lang || given; },
    speak: (chosen) => { lang = memory.lang = chosen; remember(); },
  };
})();
