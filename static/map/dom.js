/* Small helpers for the elements that the map adds, and the notice when something could not be loaded. */
(function (R) {
  "use strict";

  /* <tag class="..">text</tag>, appended to parent. */
  function add(parent, tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    if (parent) parent.appendChild(element);
    return element;
  }

  function button(parent, className, text, title, act) {
    const element = add(parent, "button", className, text);
    element.type = "button";
    if (title) {
      element.title = title;
      element.setAttribute("aria-label", title);
    }
    element.addEventListener("click", act);
    return element;
  }

  /* A Leaflet control around an element that keeps clicks and wheel to itself. */
  function control(position, element) {
    const it = L.control({ position: position });
    it.onAdd = function () {
      L.DomEvent.disableClickPropagation(element);
      L.DomEvent.disableScrollPropagation(element);
      return element;
    };
    return it.addTo(R.map);
  }

  let notice = null;

  function clear() {
    if (notice) notice.remove();
    notice = null;
  }

  /* A sentence and one button over the map; what was painted before stays. */
  function failed(message, error) {
    clear();
    window.__regioscope_error = String(error);
    notice = add(R.map.getContainer(), "div", "rs-notice");
    notice.setAttribute("role", "alert");
    add(notice, "p", "", R.text("load_error", "The map data could not be loaded."));
    button(notice, "rs-button", R.text("retry", "Try again"), "", () => {
      clear();
      R.update(Object.assign({}, message));
    });
  }

  R.dom = { add, button, control, failed };
  R.part("dom", { update: clear });
})(window.Regioscope);
