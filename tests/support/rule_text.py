"""A small rule of one's own, as its file has it; tests of single fields change what they need."""


def condition(name: str, title: str, measured: str, parameter: str, value: int, bounds: str) -> str:
    """Return a condition on `measured`, "measure" and sign, and the parameter that it is compared with."""
    measure, sign = measured.split()
    return f"""[parameters.{parameter}]
value = {value}
bounds = {bounds}
plain = "Lowest {parameter}"
[[conditions]]
id = "{name}"
title = "{title}"
measure = "{measure}"
is = "{sign}"
parameter = "{parameter}"
"""


OWN_RULE = """id = "mine"
version = "1"
kind = "stars"
title = "Mine"
plain = "Twice the share."
citation = "Own rule."
""" + condition("double", "Twice the share", "location_quotient >=", "cut", 2, "[1, 5]")
