/* RegioscopeMeet.keys: what a key means, the same in the window of the audience and in that of the presenter.
 *
 * A clicker is a keyboard: PageDown, PageUp, ".", F5 and Escape. Letters are read by their place on the keyboard where the
 * layout has no Latin ones, so that "B" and the "." of a clicker work while Ukrainian is typed.
 */
(function () {
  "use strict";

  const M = window.RegioscopeMeet = window.RegioscopeMeet || {};

  const NAMED = {
    ArrowRight: "next", ArrowDown: "down", " ": "next", PageDown: "next", Enter: "enter",
    ArrowLeft: "previous", ArrowUp: "up", PageUp: "previous", Backspace: "previous",
    Home: "first", End: "last", Escape: "back", F5: "screen", "?": "help",
    ".": "black", ",": "white", "+": "closer", "=": "closer", "-": "farther",
  };
  const LETTERS = {
    b: "black", w: "white", f: "screen", t: "timer", s: "swipe", a: "left", d: "right", y: "years", p: "years", z: "find",
    i: "about", v: "room", l: "layers", n: "notes", c: "contrast", h: "help", x: "back", m: "clock",
  };
  const PLACES = { Period: ".", Comma: ",", Equal: "+", Minus: "-" };
  const MOVES = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
  const HELD = new Set(["left", "right", "closer", "farther"]);    // all others count once, however long a key is held
  const CLICKER = new Set(["PageDown", "PageUp", "F5"]);                   // never typed and never pressing a button
  const WALKING = new Set([...Object.keys(MOVES), "Enter", " ", "Home", "End"]);

  /* The key as a Latin keyboard names it. */
  function latin(event) {
    const key = event.key || "";
    if (key.length !== 1 || key.charCodeAt(0) < 128) return key.length === 1 ? key.toLowerCase() : key;
    if (/^Key[A-Z]$/.test(event.code)) return event.code[3].toLowerCase();
    return PLACES[event.code] || key;
  }

  /* {do: name, by: number or digit} of a key, or null. What an arrow key moves, the window of the audience knows: `alone` is
   * what it does when nothing is to be moved. */
  function read(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
    const key = latin(event);
    let found = null;
    if (/^[0-9]$/.test(key)) found = { do: "digit", by: key };
    else if (MOVES[key]) return { do: "arrow", by: MOVES[key] * (event.shiftKey ? 5 : 1), alone: NAMED[key], held: event.repeat };
    else if (key === "t" && event.shiftKey) found = { do: "reset" };
    else if (NAMED[key] || LETTERS[key]) found = { do: NAMED[key] || LETTERS[key] };
    return found && event.repeat && !HELD.has(found.do) ? { do: "nothing" } : found;
  }

  /* A key belongs to the field that is typed into, to the button that the keyboard has reached, to what arrow keys walk in. */
  function elsewhere(event) {
    const at = event.target;
    if (!at || !at.closest || CLICKER.has(event.key)) return false;
    if (at.closest("input[type=range], [role=slider], [role=application]")) return WALKING.has(event.key);
    if (at.closest("input, textarea, select, [contenteditable]")) return true;
    return Boolean(at.closest("button, a[href], summary")) && (event.key === "Enter" || event.key === " ");
  }

  /* Listens before the map does: a key that means something here goes no further. */
  function listen(act) {
    window.addEventListener("keydown", (event) => {
      if (elsewhere(event)) return;
      const found = read(event);
      if (!found) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape" && event.target.blur) event.target.blur();
      if (found.do !== "nothing") act(found);
    }, true);
    /* What the mouse has pressed must not take the next key of the presenter. */
    window.addEventListener("click", (event) => {
      const used = event.target.closest && event.target.closest("button, input[type=range], [role=slider], a");
      if (used && event.detail) used.blur();
    });
  }

  M.keys = { read, listen };
})();
