"""Names that the interface gives to the choices of its menus."""

from __future__ import annotations

from views.i18n import N_

SCHEMES = {
    "fixed": N_("Fixed breaks (comparable between years and places)"),
    "quantiles": N_("Equal numbers of regions (quantiles)"),
    "fisher_jenks": N_("Natural groups (Fisher-Jenks)"),
    "equal_interval": N_("Equal steps"),
}
OPTIONS = {"reference": N_("Compared with"), "variant": N_("Variant")}
OPTION_VALUES = {
    "published": N_("the published country total"),
    "sum": N_("all regions on the map together"),
    "rest": N_("the rest of the country"),
    "external": N_("a reference of your own"),
    "profile": N_("difference of regional shares"),
    "industry": N_("difference of shares of the group"),
}
FAMILIES = {
    "specialization": N_("Specialization"),
    "uncertainty": N_("How sure it is"),
    "structure": N_("Structure of the region"),
    "concentration": N_("Concentration"),
    "cluster_rules": N_("Cluster rules"),
    "complexity": N_("Complexity"),
    "autocorrelation": N_("Neighbours"),
    "dynamics": N_("Change"),
    "linkages": N_("Linkages"),
}
"""Names of the families that the registry puts indicators into."""
LAYERS = {
    "regions": N_("Regions"),
    "hotspots": N_("Hot spots"),
    "enterprises": N_("Establishments"),
    "places": N_("Place names"),
    "universities": N_("Universities and colleges"),
    "airports": N_("Airports"),
    "ports": N_("Sea ports"),
}
PARAMETERS = {
    "dataset": N_("dataset"),
    "measure": N_("measure"),
    "level": N_("level"),
    "industry_level": N_("level of detail"),
    "industry_code": N_("group"),
    "indicator": N_("indicator"),
    "scheme": N_("classes"),
    "year": N_("year"),
    "region": N_("region"),
    "option": N_("option"),
}
"""Names of the parts of a view in sentences about an address that asks for something unknown."""
