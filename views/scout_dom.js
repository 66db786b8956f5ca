/* What the parts of the page Scout are made with; each part stands behind this in one script. */
const SVG = "http://www.w3.org/2000/svg";

/* <tag class="..">text</tag>, appended to parent; text is never read as markup. */
function add(parent, tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  parent.append(element);
  return element;
}

function button(parent, className, text, act) {
  const element = add(parent, "button", className, text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

function field(parent, tag, label, attributes) {
  const element = add(parent, tag, "");
  element.setAttribute("aria-label", label);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}

function shape(parent, tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  parent.append(element);
  return element;
}

