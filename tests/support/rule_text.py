"""A small rule of one's own, as its file has it; tests of single fields change what they need."""

OWN_RULE = """id = "mine"
version = "1"
kind = "stars"
title = "Mine"
plain = "Twice the share."
citation = "Own rule."
[parameters.cut]
value = 2
bounds = [1, 5]
plain = "Lowest quotient"
[[conditions]]
id = "double"
title = "Twice the share"
measure = "location_quotient"
is = ">="
parameter = "cut"
"""
