/* The map of the page Scout: regions and places coloured by rank. The shapes stay; only colours and texts change. */
class Places {
  constructor(root) {
    this.root = root;
    this.shapes = new Map();
  }

  build(data) {
    this.root.replaceChildren();
    this.shapes.clear();
    const svg = shape(this.root, "svg", { viewBox: `0 0 ${data.width} ${data.height}`, role: "img", class: "sc-map" });
    this.svg = svg;
    const defs = shape(svg, "defs", {});
    const hatch = shape(defs, "pattern", { id: "sc-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    shape(hatch, "rect", { width: 6, height: 6, class: "sc-ground" });
    shape(hatch, "rect", { width: 2, height: 6, class: "sc-stripe" });
    data.ground.forEach((path) => shape(svg, "path", { d: path, class: "sc-land" }));
    data.regions.forEach(([code, path]) => this.keep(code, shape(svg, "path", { d: path, class: "sc-region" })));
    data.spots.forEach(([code, x, y, radius]) => this.keep(code, shape(svg, "circle", { cx: x, cy: y, r: radius, class: "sc-spot" })));
  }

  keep(code, element) {
    element.dataset.code = code;
    shape(element, "title", {});
    element.addEventListener("click", () => this.ask(code));
    this.shapes.set(code, element);
  }

  show(component) {
    const data = component.data;
    this.ask = (code) => component.setTriggerValue("opened", code);
    if (this.key !== data.key) this.build(data);
    this.key = data.key;
    this.svg.setAttribute("aria-label", data.label);
    this.shapes.forEach((element, code) => {
      const [kind, text] = data.looks[code] || [-1, data.nothing];
      element.style.fill = kind < 0 ? "" : data.colours[kind];
      element.classList.toggle("sc-none", kind < 0);
      element.classList.toggle("sc-chosen", code === data.chosen);
      element.classList.toggle("sc-listed", data.listed.includes(code));
      element.firstChild.textContent = text;
    });
    [data.chosen, ...data.listed].forEach((code) => {
      const element = this.shapes.get(code);
      if (element && element.tagName === "circle") this.svg.append(element);
    });
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".sc-places");
  root.places = root.places || new Places(root);
  root.places.show(component);
}
