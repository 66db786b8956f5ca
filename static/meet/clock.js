/* RegioscopeMeet.clock: the time of a talk. A timer is {since: ms or null, before: ms, planned: minutes}; `now` is given. */
(function () {
  "use strict";

  const M = window.RegioscopeMeet = window.RegioscopeMeet || {};
  const MINUTE = 60000;

  const fresh = (planned) => ({ since: null, before: 0, planned: planned || 0 });

  /* Milliseconds that the timer has run. */
  const elapsed = (timer, now) => timer.before + (timer.since === null ? 0 : Math.max(0, now - timer.since));

  /* Starts a timer that stands, stops one that runs. */
  function toggle(timer, now) {
    if (timer.since === null) return Object.assign({}, timer, { since: now });
    return Object.assign({}, timer, { since: null, before: elapsed(timer, now) });
  }

  /* Milliseconds that are left of the planned time, below zero when it is over; null where none is planned. */
  const left = (timer, now) => (timer.planned ? timer.planned * MINUTE - elapsed(timer, now) : null);

  /* 754000 -> "12:34"; from an hour on "1:02:03"; below zero with a sign. */
  function text(ms) {
    const all = Math.floor(Math.abs(ms) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(all / 3600);
    const rest = two(Math.floor(all / 60) % 60) + ":" + two(all % 60);
    return (ms <= -1000 ? "\u2212" : "") + (hours ? hours + ":" : "") + rest;
  }

  M.clock = { fresh, elapsed, toggle, left, text };
})();
