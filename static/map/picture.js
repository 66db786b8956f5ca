/* Regioscope.png(): the current view as a picture with title, legend and source, twice as fine as the screen. */
(function (R) {
  "use strict";

  const DOTS = 2;
  const FAMILY = '"Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';

  /* Words of a line that fit into a width, as lines. */
  function wrap(context, text, width) {
    const lines = [];
    let line = "";
    for (const word of String(text || "").split(/\s+/)) {
      const longer = line ? line + " " + word : word;
      if (line && context.measureText(longer).width > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return line ? lines.concat(line) : lines;
  }

  /* [{font, colour, step, lines}] of a block of text. */
  function block(context, entries, width) {
    return entries.filter((entry) => entry.text).map((entry) => {
      context.font = entry.font + " " + FAMILY;
      return Object.assign({ lines: wrap(context, entry.text, width) }, entry);
    });
  }

  const heightOf = (blocks) => blocks.reduce((sum, b) => sum + b.step * b.lines.length, 0);

  function write(context, blocks, x, top) {
    let y = top;
    for (const b of blocks) {
      context.font = b.font + " " + FAMILY;
      context.fillStyle = b.colour;
      for (const line of b.lines) {
        y += b.step;
        context.fillText(line, x, y - b.step * 0.28);
      }
    }
  }

  const LEFT_OUT = ["rs-save", "rs-insets", "rs-credit", "rs-fold", "rs-walk", "rs-voice", "rs-tip", "rs-notice", "leaflet-control-zoom", "rs-tools", "rs-side"];
  const kept = (node) => !LEFT_OUT.some((name) => node.classList && node.classList.contains(name));

  let library = null;

  /* The library comes only when the first picture is asked for. */
  function withLibrary() {
    library = library || (window.htmlToImage ? Promise.resolve() : R.loadScript(R.base.static + "vendor/html-to-image/html-to-image.js"));
    return library;
  }

  function capture() {
    R.marks.sharpen(DOTS);
    return window.htmlToImage.toCanvas(R.map.getContainer(), {
      pixelRatio: DOTS, filter: kept, skipAutoScale: true, backgroundColor: "#eaf1f6",
    }).finally(() => R.marks.sharpen(0));
  }

  /* Map canvas -> canvas with title above and source below. */
  function compose(map) {
    const message = R.message;
    const legend = message.legend || {};
    const width = map.width / DOTS;
    const sheet = document.createElement("canvas");
    const context = sheet.getContext("2d");
    const title = block(context, [
      { text: message.title || legend.title, font: "650 22px", colour: "#111827", step: 29 },
      { text: message.subtitle, font: "400 14px", colour: "#4b5563", step: 21 },
    ], width - 40);
    const foot = block(context, [{ text: [legend.source, R.legend.badge()].filter(Boolean).join(" \u00b7 "),
      font: "400 12px", colour: "#4b5563", step: 18 }], width - 40);
    const above = title.length ? heightOf(title) + 26 : 0;
    const below = foot.length ? heightOf(foot) + 18 : 0;
    sheet.width = map.width;
    sheet.height = map.height + (above + below) * DOTS;
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, sheet.width, sheet.height);
    context.drawImage(map, 0, above * DOTS);
    context.scale(DOTS, DOTS);
    write(context, title, 20, 14);
    write(context, foot, 20, above + map.height / DOTS + 8);
    return sheet;
  }

  function fileName() {
    return ((R.message && R.message.png_name) || "regioscope").replace(/[^\p{L}\p{N}._-]+/gu, "_") + ".png";
  }

  /* Downloads the picture; resolves with {name, width, height, bytes}. */
  R.png = function () {
    const container = R.map.getContainer();
    container.classList.add("rs-busy");
    return withLibrary().then(capture).then(compose).then((sheet) => new Promise((resolve, reject) => {
      sheet.toBlob((blob) => {
        if (!blob) return reject(new Error("the picture is empty"));
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = fileName();
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
        return resolve({ name: link.download, width: sheet.width, height: sheet.height, bytes: blob.size });
      }, "image/png");
    })).finally(() => container.classList.remove("rs-busy"));
  };

  R.part("picture", {});
})(window.Regioscope);
