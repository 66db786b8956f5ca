"""Names that would run code, break a page or vanish where a program is careless with text."""

import os

MARK = "REGIOSCOPE_HOSTILE_NAME_RAN"

NAMES = (
    "{{ 7*191 }}",
    f"{{{{ cycler.__init__.__globals__.os.environ.update({MARK}=1|string) }}}}",
    "{% for x in range(3) %}x{% endfor %}",
    "ТОВ {# x",
    "{{{ {{% {{#",
    "<script>window.__ran = 1</script>",
    "<img src=x onerror='window.__ran = 1'>",
    "</script><script>window.__ran = 1</script>",
    "`+(window.__ran = 1)+`",
    "${window.__ran = 1}",
    "\\'; window.__ran = 1; //",
    '"; window.__ran = 1; "',
    "a\u2028b\u2029c\nd\\",
    "Кам'янець-Подільський & Co <b>",
)
"""The payloads that ran in Folium's own layers, in browser and server, and a few more."""


def ran_on_server() -> bool:
    """Tell whether a name ran as Python code in this process."""
    return MARK in os.environ
