"""JSON that may stand in a script: it survives two template renderings and cannot close the script element."""

from __future__ import annotations

import json

_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("{{", "{\\u007b"),
    ("{%", "{\\u0025"),
    ("{#", "{\\u0023"),
)


def safe_json(value: object) -> str:
    r"""JSON text of a value for use inside a script that is rendered by Jinja.

    Folium renders every script twice through Jinja, so a name such as ``{{ 7 * 7 }}`` in plain JSON would be evaluated
    on the server. Here the opening marks of Jinja and the characters of HTML tags are written as JSON escapes: the text
    means the same to a JSON reader and nothing to Jinja or HTML. The marks can stand only inside strings, because JSON
    without spaces never writes two opening braces, or a brace with ``%`` or ``#``, next to each other outside of them.

    Parameters
    ----------
    value : object
        Anything that ``json.dumps`` accepts.

    Returns
    -------
    str
        ASCII text without ``<``, ``>``, ``&``, ``{{``, ``{%``, ``{#``.

    Raises
    ------
    ValueError
        If a number is not finite: JSON has no NaN, a missing value is ``None``.

    Examples
    --------
    >>> safe_json({"name": "{{ 7*7 }} <b>"})
    '{"name":"{\\u007b 7*7 }} \\u003cb\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for mark, escape in _ESCAPES:
        text = text.replace(mark, escape)
    return text
