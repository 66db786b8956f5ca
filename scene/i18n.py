"""What the reader reads: sentences from one gettext catalogue, numbers in the reader's format."""

from __future__ import annotations

import gettext
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.numbers import format_compact_decimal, format_decimal, format_percent

from geo.manifest import LANGUAGES

LOCALES = Path(__file__).resolve().parents[1] / "locales"
DOMAIN = "regioscope"
NATIVE = {"en": "English", "uk": "Українська", "ru": "Русский"}
"""Each language by its own name."""

_NO_NUMBER = "–"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALES, languages=[lang], fallback=True)


@dataclass(frozen=True, slots=True)
class Say:
    """The voice of the interface in one language: call it with an English sentence.

    Parameters
    ----------
    lang : str
        One of ``en``, ``uk``, ``ru``.

    Examples
    --------
    >>> Say("en")("{n} of {total}", n=5, total=51)
    '5 of 51'
    """

    lang: str

    def __call__(self, sentence: str, **parts: object) -> str:
        """Return the sentence in the reader's language with its parts filled in."""
        text = _catalogue(self.lang).gettext(sentence) if sentence else ""
        return text.format(**parts) if parts else text

    def plural(self, one: str, many: str, n: int, **parts: object) -> str:
        """Return the sentence that fits a number (three forms in Ukrainian and Russian); ``{n}`` is filled in."""
        return self.form(one, many, n).format(n=self.number(n, decimals=0), **parts)

    def form(self, one: str, many: str, n: int) -> str:
        """Return the sentence that fits a number, with its places still empty."""
        return _catalogue(self.lang).ngettext(one, many, n)

    def number(self, value: float | None, *, decimals: int = 2) -> str:
        """Write a number in the reader's format with a fixed number of decimals; a dash where there is none."""
        if value is None or not math.isfinite(value):
            return _NO_NUMBER
        fraction = "." + "0" * decimals if decimals else ""
        return str(format_decimal(value, format=f"#,##0{fraction};-#,##0{fraction}", locale=self.lang))

    def short(self, value: float) -> str:
        """Write a large number short: 1.2M."""
        if not math.isfinite(value):
            return _NO_NUMBER
        return str(format_compact_decimal(value, fraction_digits=1, locale=self.lang))

    def percent(self, fraction: float | None, *, decimals: int = 1) -> str:
        """Write a fraction as per cent in the reader's format."""
        if fraction is None or not math.isfinite(fraction):
            return _NO_NUMBER
        return str(format_percent(fraction, format=f"#,##0.{'0' * decimals}%", locale=self.lang))


def N_(sentence: str) -> str:  # noqa: N802 - the customary name of a mark for translation
    """Mark a sentence for the catalogue that is translated where it is shown."""
    return sentence
