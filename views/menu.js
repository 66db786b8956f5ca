/* The menu of pages while a panel hangs open, such as that of the files: Streamlit closes the panel at the same click and asks
 * for the page that was left, so that the first click leads nowhere. Here the panel is closed first, and then the click counts. */
if (!window.regioscopeMenu) {
  window.regioscopeMenu = true;
  const open = () => document.querySelector('[data-testid="stPopoverBody"]');
  const key = (type) => new KeyboardEvent(type, { key: "Escape", code: "Escape", keyCode: 27, bubbles: true });
  window.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('[data-testid="stTopNavLink"]');
    if (!link || !open() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ["keydown", "keyup"].forEach((type) => document.dispatchEvent(key(type)));
    let looks = 50;
    const closed = setInterval(() => {
      looks -= 1;
      if (open() && looks) return;
      clearInterval(closed);
      window.setTimeout(() => link.click(), 0);
    }, 20);
  }, true);
}
