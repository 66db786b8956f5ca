/* The page around the map: its address, its language, and the answer that a click sends to it. */
(function (R) {
  "use strict";

  /* The window whose address the reader sees: the page around the frame, or this one. */
  function outer() {
    try {
      return window.parent.location.href && window.parent;
    } catch (error) {
      if (error.name === "SecurityError") return window;
      throw error;
    }
  }

  function parameter(name) {
    return new URLSearchParams(outer().location.search).get(name);
  }

  /* Sets one parameter of the address and leaves all others, without a new entry in the history. */
  function setParameter(name, value) {
    const page = outer();
    const address = new URL(page.location.href);
    if ((address.searchParams.get(name) || "") === value) return;
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    address.search = address.search.replace(/%2C/g, ",");
    page.history.replaceState(page.history.state, "", address);
  }

  /* Tells Python that a region was chosen; n tells two clicks on the same region apart. */
  function choose(id) {
    send({ id: id, n: Date.now() });
  }

  /* Answers a question of Python: which place and zoom the reader sees, and the number of the question. */
  function answer(message, previous) {
    if (!message.ask || !previous.key || message.ask === previous.ask) return;
    send({ id: message.selected || null, n: Date.now(), ask: message.ask, view: R.view.text() });
  }

  function send(value) {
    const shared = window.__GLOBAL_DATA__;
    if (shared) {
      shared.last_active_drawing = value;
      shared.previous_data = Object.assign({}, shared.previous_data, { last_active_drawing: value });
    }
    if (window.Streamlit) window.Streamlit.setComponentValue(shared ? shared.previous_data : { last_active_drawing: value });
    window.__regioscope_chosen = value;
  }

  function describe(message) {
    const lang = message.lang || "en";
    if (document.documentElement.lang !== lang) document.documentElement.lang = lang; // styles every path anew
    const title = R.text("map_title");
    if (!title) return;
    document.title = title;
    R.map.getContainer().setAttribute("aria-label", title);
    R.map.getContainer().setAttribute("aria-description", R.text("keyboard_help"));
    if (window.frameElement) window.frameElement.title = title;
  }

  /* Folium forbids to enlarge the page by hand; readers with weak sight need it. */
  function allowZoomByHand() {
    document.querySelectorAll('meta[name="viewport"]').forEach((meta) => {
      meta.content = "width=device-width, initial-scale=1";
    });
  }

  R.host = { parameter, setParameter, choose };
  R.part("host", {
    start: function (map) {
      allowZoomByHand();
      const frame = map.getContainer();
      frame.setAttribute("role", "region");
      frame.classList.add("rs-map");
      map.invalidateSize({ animate: false, pan: false });
    },
    update: function (message, previous) {
      describe(message);
      answer(message, previous);
    },
  });
})(window.Regioscope);
