"""Ukrainian and Russian names of Ukrainian places, chosen among gazetteer names that carry no language."""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

STRESS = "\u0301"
CYRILLIC = re.compile(r"[А-Яа-яІіЇїЄєҐґЁё'’ʼ\- .]+$")
ONLY_UKRAINIAN = set("іїєґІЇЄҐ'’ʼ")
LEAST_LIKENESS = 0.78
LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ю": "iu", "я": "ia", "ь": "", "'": "", "’": "",
}  # fmt: skip
TO_RUSSIAN = (
    ("(?<=ь)к", "к"), (r"ське\b", "ское"), (r"ський\b", "ский"), (r"ська\b", "ская"), ("зьк", "зск"),
    ("цьк", "цк"), ("ськ", "ск"), (r"їв\b", "ев"), (r"ів\b", "ов"), (r"не\b", "ное"), (r"ве\b", "во"),
    (r"ий\b", "ый"), (r"ці\b", "цы"), (r"ця\b", "ца"), ("і", "и"), ("ї", "и"), ("є", "е"), ("ґ", "г"),
    ("['’ʼ]", "ъ"), ("йо", "е"), ("ьо", "е"),
)  # fmt: skip


def _one_apostrophe(text: str) -> str:
    return re.sub("['ʼ]", "’", text)


def cyrillic_names(names: Iterable[str]) -> list[str]:
    """Keep the names in Ukrainian or Russian letters, without stress marks, in the order given.

    Parameters
    ----------
    names : iterable of str

    Returns
    -------
    list of str

    Examples
    --------
    >>> cyrillic_names(["Kyiv", "Київ", "Киї́в", "Кіеў"])
    ['Київ', 'Київ']
    """
    plain = [unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).replace(STRESS, "")) for name in names]
    return [_one_apostrophe(name.strip()) for name in plain if name.strip() and CYRILLIC.match(name.strip())]


def latin_key(name: str) -> str:
    """Spell a Ukrainian or Latin name so that different romanisations of it agree.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> latin_key("Козятин"), latin_key("Kozyatyn"), latin_key("Koziatyn")
    ('koziatin', 'koziatin', 'koziatin')
    """
    text = "".join(LATIN.get(letter, letter) for letter in name.lower())
    text = re.sub("[^a-z]", "", unicodedata.normalize("NFD", text))
    text = text.replace("y", "i").replace("j", "i")
    return re.sub(r"(.)\1+", r"\1", text)


def index_names(official: Iterable[str]) -> dict[str, set[str]]:
    """Index the official Ukrainian names by their Latin spelling.

    Parameters
    ----------
    official : iterable of str
        Names of the codifier of administrative units.

    Returns
    -------
    dict of str to set of str

    Examples
    --------
    >>> index_names(["Луганськ"])
    {'luhansk': {'Луганськ'}}
    """
    index: dict[str, set[str]] = defaultdict(set)
    for name in official:
        index[latin_key(name)].add(_one_apostrophe(name))
    return dict(index)


def expected_russian(ukrainian: str) -> str:
    """Guess the Russian form of a Ukrainian place name, to compare candidates with (never to be shown).

    Parameters
    ----------
    ukrainian : str

    Returns
    -------
    str

    Examples
    --------
    >>> expected_russian("Чугуїв"), expected_russian("Бердянськ")
    ('чугуев', 'бердянск')
    """
    text = ukrainian.lower()
    for pattern, letters in TO_RUSSIAN:
        text = re.sub(pattern, letters, text)
    return text


def pick_names(
    latin: str, others: Iterable[str], official: dict[str, set[str]], cities: dict[str, str]
) -> tuple[str | None, str | None]:
    """Pick the Ukrainian and the Russian name of a place; what is not certain enough is left out.

    Ukrainian: an official name that romanises to the Latin name (one of the other names when several do). Russian: the
    other name in Russian letters that is most like the form expected from the Ukrainian one, if it is like enough; a
    name that is spelled as in Ukrainian counts only where the two languages would not differ.

    Parameters
    ----------
    latin : str
        Main name of the gazetteer.
    others : iterable of str
        Other names, in all languages.
    official : dict
        From :func:`index_names`.
    cities : dict of str to str
        Russian names that are known, by the Ukrainian ones.

    Returns
    -------
    uk, ru : str or None

    Examples
    --------
    >>> pick_names("Kharkiv", ["Charkow", "Харьков", "Харкаў"], index_names(["Харків"]), {})
    ('Харків', 'Харьков')
    """
    names = cyrillic_names(others)
    hits = official.get(latin_key(latin), set())
    among = [name for name in names if name in hits]
    uk = among[0] if among else (next(iter(hits)) if len(hits) == 1 else None)
    if uk is None:
        return None, None
    if uk in cities:
        return uk, cities[uk]
    target = expected_russian(uk)
    same = target == uk.lower() and "и" not in target
    russian = [name for name in names if not set(name) & ONLY_UKRAINIAN and (name != uk or same)]
    scored = [(difflib.SequenceMatcher(None, target, name.lower()).ratio(), -i, name) for i, name in enumerate(russian)]
    score, _, best = max(scored, default=(0.0, 0, ""))
    return uk, best if score >= LEAST_LIKENESS else None
