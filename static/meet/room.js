/* RegioscopeMeet.room: what the audience sees of its room: the code for phones, the results of a question, the pins that the
 * presenter lets show. The room is another program's word over the network: without it everything else goes on. */
(function () {
  "use strict";

  const M = window.RegioscopeMeet = window.RegioscopeMeet || {};
  const D = window.RegioscopeDeck;

  const there = () => Boolean(window.RegioscopeRoom);
  const MOVES = "move zoom zoomend viewreset resize";

  /* The presenter's hand on the room, in the window with notes; act(true or false) hears whether the room is open. */
  function panel(body, { meeting, token, words }, act) {
    if (!there()) return D.add(body, "p", "rm-lead", words.room_gone);
    const handle = window.RegioscopeRoom.panel(body, { meeting: meeting, token: token });
    handle.on("state", (state) => act(state.open));
    return handle;
  }

  /* Numbered signs over the maps, which stay where they belong when the map moves. */
  function signs(player) {
    const layer = D.add(player.parts.stage, "div", "rm-signs");
    let shown = [];

    function settle() {
      const map = player.stage.client().map;
      shown.forEach(({ sign, lat, lon }) => {
        const at = map.latLngToContainerPoint([lat, lon]);
        sign.style.transform = "translate(" + Math.round(at.x) + "px," + Math.round(at.y) + "px)";
      });
    }

    function show(pins) {
      layer.textContent = "";
      shown = pins.map((pin, index) => {
        const sign = D.add(layer, "span", "rm-sign");
        D.add(sign, "b", "", String(index + 1));
        return { sign: sign, lon: pin.lon, lat: pin.lat };
      });
      settle();
    }

    player.stage.client().map.on(MOVES, settle);
    layer.setAttribute("aria-hidden", "true");
    return show;
  }

  /* Comments beside the map, by the numbers of their signs. */
  function comments(body, pins, words) {
    if (!pins.length) return D.add(body, "p", "rm-lead", words.pins_none);
    const list = D.add(body, "ol", "rm-pins");
    pins.forEach((pin, index) => {
      const row = D.add(list, "li");
      D.add(row, "b", "rm-pin-number", String(index + 1));
      const said = D.add(row, "div");
      D.add(said, "p", "rm-pin-text", pin.text);
      if (pin.place) D.add(said, "p", "rm-pin-place", pin.place);
    });
    return list;
  }

  /* The room in the window of the audience. It asks for the room only after somebody has opened one, or asked to see it. */
  function wall(stage, { meeting, token }) {
    const { player, panels, words } = stage;
    const holder = document.createElement("div");
    holder.className = "rm-wall";
    let handle = null;
    let draw = null;
    let pins = [];

    function begin() {
      if (handle || !there()) return;
      handle = window.RegioscopeRoom.results(holder, { meeting: meeting, token: token });
      handle.on("pins", (found) => {
        pins = found.features.map((one) => ({ lon: one.geometry.coordinates[0], lat: one.geometry.coordinates[1], text: one.properties.comment, place: one.properties.place }));
        if (panels.name() !== "pins") return;
        panels.again();
        draw(pins);
      });
      handle.on("connection", (works) => { if (!works && panels.name() === "room") stage.notice(words.room_gone); });
      handle.step(player.step().id);
    }

    function showPins() {
      draw = draw || signs(player);
      panels.show("pins", words.pins, (body) => comments(body, pins, words), () => {
        document.documentElement.classList.remove("rm-beside");
        draw([]);
      });
      document.documentElement.classList.add("rm-beside");        // the map makes room for the list
      draw(pins);
    }

    player.on("step", ({ step }) => { if (handle) handle.step(step.id); });

    return {
      begin: begin,
      /* The code or the results, then the pins, then neither. */
      turn: function () {
        begin();
        if (!there()) stage.notice(words.room_gone);
        else if (panels.name() === "room") showPins();
        else if (panels.name() === "pins") panels.close();
        else panels.show("room", words.room, (body) => body.appendChild(holder));
      },
    };
  }

  M.room = { panel, wall };
})();
