/* RegioscopeMeet.link: the two windows of a meeting. The window of the audience knows how things stand and tells it; that of
 * the presenter sends what is to be done. What a window must remember when it is loaded anew stays in its session. */
(function () {
  "use strict";

  const M = window.RegioscopeMeet = window.RegioscopeMeet || {};

  /* {send(kind, value), on(kind, act)}; where a browser has no channel the window stands alone. */
  function open(meeting) {
    const heard = {};
    const channel = window.BroadcastChannel ? new BroadcastChannel("regioscope-meet-" + meeting) : null;
    if (channel) {
      channel.onmessage = (event) => {
        const message = event.data || {};
        (heard[message.kind] || []).forEach((act) => act(message.value));
      };
    }
    return {
      send: (kind, value) => channel && channel.postMessage({ kind: kind, value: value }),
      on: (kind, act) => { (heard[kind] = heard[kind] || []).push(act); },
    };
  }

  const key = (meeting, name) => "regioscope-meet-" + meeting + "-" + name;

  /* A store that a browser may refuse: then nothing is remembered, and everything else works. */
  function remember(meeting, name, value) {
    try {
      sessionStorage.setItem(key(meeting, name), JSON.stringify(value));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  function recall(meeting, name) {
    try {
      return JSON.parse(sessionStorage.getItem(key(meeting, name)));
    } catch (error) {
      return null;
    }
  }

  /* The presenter's token comes in the fragment of the address; it leaves the address, which an audience could read. */
  function token(meeting) {
    const given = decodeURIComponent(location.hash.slice(1));
    if (given) {
      remember(meeting, "token", given);
      history.replaceState(history.state, "", location.pathname + location.search);
    }
    return given || recall(meeting, "token") || "";
  }

  M.link = { open, remember, recall, token };
})();
