"""What a description of a project says, in three languages: needs, numbers of jobs, distances. Words only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.labels import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_LETTERS = 4000
"""Letters of a description that are read."""
NEEDS: Mapping[str, str] = {
    "port": r"(?:sea)?ports?|harbou?rs?|порт(?:у|а|и|ы|ів|ов|ом|ами|ах|і|е)?|гаван\w*|причал\w*",
    "airport": r"airports?|flights?|аеропорт\w*|аэропорт\w*|летовищ\w*|авіарейс\w*|авиарейс\w*",
    "universities": r"universit\w*|colleges?|graduates?|students?|університет\w*|университет\w*|вуз\w*|випускник\w*"
    r"|выпускник\w*|студент\w*",
    "suppliers": r"suppliers?|supply|supplies|постачальник\w*|поставщик\w*|постачан\w*|поставк\w*",
    "growth": r"grow|grows|growing|growth|зростан\w*|зростаюч\w*|рост|роста|растущ\w*",
    "competition": r"competit\w*|rivals?|конкурен\w*",
    "cluster_status": r"clusters?|кластер\w*",
    "labour_near": r"commut\w*|commuting|маятников\w*",
    "related": r"споріднен\w*|суміжн\w*|смежн\w*|родствен\w*|related",
}
"""Words by which a description asks for a criterion."""
CHEAP = r"cheap\w*|low-?cost|inexpensive|affordable|дешев\w*|недорог\w*"
SKILLED = r"skilled|experienced|senior|кваліфікован\w*|квалифицирован\w*|досвідчен\w*|опытн\w*"
"""Words by which a description hints whether low or high wages are good."""
_PAY = (
    r"wages?|salar(?:y|ies)|pay|(?:labou?r|staff|wage)[\s-]+costs?|зарплат\w*|заробітн\w*(?:\s+плат\w*)?"
    r"|заработн\w*(?:\s+плат\w*)?|(?:(?:витрат|расход)\w*\s+на\s+)?оплат\w*\s+(?:праці|труда)"
)
_LOW = r"low(?:er|est)?|низьк\w*|невисок\w*|нижч\w*|найнижч\w*|низк\w*|невысок\w*"
_HIGH = r"high(?:er|est)?|висок\w*|вищ\w*|найвищ\w*|высок\w*"
_ARE = r"(?:\s+(?:that|are|is|be|should|must|мають|має|бути|є|должны|должна|быть))*\s+"
_NOT = r"(?<!\bnot\s)(?<!\bno\s)(?<!\bне\s)"
LOW_PAY, HIGH_PAY = (
    rf"{_NOT}(?:{level})\s+(?:\w+\s+)?(?:{_PAY})|(?:{_PAY}){_ARE}{_NOT}(?:{level})" for level in (_LOW, _HIGH)
)
"""Words by which it says so outright: low wages, wages that are low."""
_PEOPLE = (
    r"jobs?|people|employees|workers|staff|робочих\s+місць|робочі\s+місця|працівник\w*|людей|осіб|фахівц\w*"
    r"|рабочих\s+мест|рабочие\s+места|работник\w*|сотрудник\w*|человек\w*|специалист\w*"
)
_JOBS = re.compile(rf"(\d[\d\s.,'’]*)(?:[\w-]+\s+){{0,2}}?(?:{_PEOPLE})\b")
_AT_MOST = (
    r"within|at\s+most|up\s+to|(?:not?\s+(?:more|farther|further)|less|closer|nearer)\s+than|до|(?:в|у)\s+межах"
    r"|в\s+пределах|не\s+(?:далі|дальше|далее|більше|более)(?:\s+(?:ніж|як|чем))?"
    r"|(?:менше|менее|ближче|ближе)(?:\s+(?:ніж|як|чем))?"
)
_AND, _FROM = r"and|та|і|й|и", r"of|from|to|від|до|от"
_FAR = re.compile(rf"\b(?:{_AT_MOST}|(?:{_AND})(?=\s+\d+\s*(?:km|км)\s+(?:{_FROM})\b))\s+(\d+)\s*(?:km|км)\b")
_NEXT = re.compile(rf"\s+(?:{_FROM})\b")
_JOINED = re.compile(
    rf"\s+(?:{_AND})\s+(?:(?:{_FROM}|an?|the|sea|large|major|international|морськ\w*|велик\w*|міжнародн\w*|морск\w*"
    r"|больш\w*|международн\w*)\s+)*"
)
_SENTENCES = re.compile(r"[.;\n]+(?!\d)")


def needs_in(text: str) -> dict[str, str]:
    """Find the criteria that a description asks for, each with the word that asks.

    Examples
    --------
    >>> needs_in("Welding shop near a port, graduates of technical colleges")
    {'port': 'port', 'universities': 'graduates'}
    """
    read = fold(text[:MOST_LETTERS])
    found = {name: re.search(rf"\b(?:{words})\b", read) for name, words in NEEDS.items()}
    return {name: hit.group() for name, hit in found.items() if hit}


def wages_in(text: str) -> tuple[int, str]:
    """Tell whether a description wants low (-1) or high wages (1), with the word that says so; 0 where neither.

    Examples
    --------
    >>> wages_in("Потрібні кваліфіковані зварники"), wages_in("Low wages"), wages_in("any people")
    ((1, 'кваліфіковані'), (-1, 'low wages'), (0, ''))
    """
    read = fold(text[:MOST_LETTERS])
    for direction, words in ((1, HIGH_PAY), (-1, LOW_PAY), (1, SKILLED), (-1, CHEAP)):
        hit = re.search(rf"\b(?:{words})\b", read)
        if hit:
            return direction, hit.group()
    return 0, ""


def jobs_in(text: str) -> tuple[float, str]:
    """Find the number of jobs that a description states, with its words; 0 where it states none.

    Examples
    --------
    >>> jobs_in("A plant with 1,200 jobs"), jobs_in("завод на 250 робочих місць")
    ((1200.0, '1,200 jobs'), (250.0, '250 робочих місць'))
    """
    hit = _JOBS.search(fold(text[:MOST_LETTERS]))
    digits = re.sub(r"\D", "", hit.group(1)) if hit else ""
    return (float(digits), hit.group().strip()) if hit and digits else (0.0, "")


def distances_in(text: str) -> dict[str, tuple[float, str]]:
    """Find the distances that a description allows to a port or an airport, in kilometres, with the words of each.

    Examples
    --------
    >>> distances_in("within 100 km of a sea port, airport nearby")
    {'port': (100.0, 'within 100 km')}
    >>> distances_in("within 50 km of a port and an airport")
    {'port': (50.0, 'within 50 km'), 'airport': (50.0, 'within 50 km')}
    """
    found = {}
    for sentence in _SENTENCES.split(fold(text[:MOST_LETTERS])):
        asked = sorted(
            (hit.start(), hit.end(), name)
            for name in ("port", "airport")
            for hit in re.finditer(rf"\b(?:{NEEDS[name]})\b", sentence)
        )
        for hit in _FAR.finditer(sentence):
            for name in _meant(sentence, hit, asked) if asked else ():
                found[name] = (float(hit.group(1)), hit.group())
    return found


def _meant(sentence: str, hit: re.Match[str], asked: list[tuple[int, int, str]]) -> list[str]:
    """Tell what a distance is said of, and what that is joined with: "of a port and an airport".

    In its clause that is what follows, where "of" or the like leads on to it, else what stands before; where the clause
    has none, what was said last before it, else what comes next.
    """
    begin, end = sentence.rfind(",", 0, hit.start()) + 1, sentence.find(",", hit.end())
    own = [one for one in asked if begin <= one[0] < (end if end >= 0 else len(sentence))]
    before, after = ([one for one in own if (one[0] > hit.start()) == later] for later in (False, True))
    leads_on = after and _NEXT.match(sentence, hit.end())
    last = [one for one in asked if one[0] < hit.start()]
    at = asked.index(after[0] if leads_on else (before[-1:] or after[:1] or last[-1:] or asked[:1])[0])
    first, final = at, at
    while first and _JOINED.fullmatch(sentence, asked[first - 1][1], asked[first][0]):
        first -= 1
    while final + 1 < len(asked) and _JOINED.fullmatch(sentence, asked[final][1], asked[final + 1][0]):
        final += 1
    return [name for _, _, name in asked[first : final + 1]]


def words_of(text: str) -> list[str]:
    """Words of a description that may name an industry: three letters or more, needs and numbers left out.

    Examples
    --------
    >>> words_of("Software for 200 people near an airport")
    ['software', 'for', 'near']
    """
    read = fold(text[:MOST_LETTERS])
    asked = [LOW_PAY, HIGH_PAY, *NEEDS.values(), CHEAP, SKILLED, _PEOPLE]
    left = re.sub(rf"\b(?:{'|'.join(asked)})\b", " ", read)
    return list(dict.fromkeys(re.findall(r"[^\W\d_]{3,}", left)))
