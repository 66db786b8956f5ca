"""Two choices on the page Scout within a fraction of a second: the browser's address does not know of the first."""

import pytest

from tests.browser.test_scout import Open, open_scout

__all__ = ["open_scout"]

TWO_ACTS = """([first, then, pause]) => new Promise((done) => {
  const among = (all, text) => [...document.querySelectorAll(all)].find((one) => one.textContent.trim() === text);
  const act = {
    weight: () => {
      const slider = document.querySelector('input[type=range][aria-label$="Nearest large airport"]');
      slider.value = '4';
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    },
    lang: () => among('.st-key-tools button', 'uk').click(),
    level: () => among('.st-key-c_where label', 'States').click(),
  };
  act[first]();
  setTimeout(() => { act[then](); done(); }, pause);
})"""


@pytest.mark.parametrize(
    ("first", "then", "pause_ms"),
    [("weight", "lang", 0), ("weight", "lang", 400), ("weight", "level", 0), ("level", "weight", 30)],
)
def test_a_weight_and_another_choice_at_nearly_the_same_time_both_count(
    open_scout: Open, first: str, then: str, pause_ms: int
) -> None:
    seen = open_scout(item="15-1252", w="airport:1,quotient:2")
    wanted = {"lang": "uk"} if "lang" in (first, then) else {"level": "state"}
    seen.page.evaluate(TWO_ACTS, [first, then, pause_ms])
    for _ in range(2):
        seen.has(data="us", item="15-1252", w="quotient:2,airport:4", **wanted)
        seen.settled()
    assert wanted.items() | {("w", "quotient:2,airport:4"), ("data", "us")} <= seen.address().items()
    assert seen.page.locator('input[type=range][aria-label$="Nearest large airport"], '
                             'input[type=range][aria-label*="аеропорт"]').first.input_value() == "4"  # fmt: skip
