"""Groups of industry codes on the command line: a table is added up to a definition before it is computed on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.activity import with_tables
from geo.aggregation import to_groups
from geo.definitions import group_of, load_definitions, read_definition, traded_of
from geo.errors import UnknownOptionError

if TYPE_CHECKING:
    from geo.activity import Activity
    from geo.definitions import Definition

_SHOWN = 10


def find_definition(name: str) -> Definition:
    """Return a definition by its name, or from a file of one's own.

    Parameters
    ----------
    name : str
        One of ``data/definitions``, or a path that ends in ``.toml``.

    Raises
    ------
    UnknownOptionError
        If there is no definition of this name.
    DataContractError
        If the file cannot be read or breaks the form.
    """
    if name.endswith(".toml"):
        return read_definition(Path(name))
    known = load_definitions()
    if name not in known:
        raise UnknownOptionError("definition", name, known)
    return known[name]


def grouped(activity: Activity, definition: Definition) -> tuple[Activity, dict[str, Any]]:
    """Add an activity table up to the groups of a definition.

    Returns
    -------
    (Activity, dict)
        The table of the groups, with their traded marks where the definition has any; and what goes with the export:
        which definition, its version and source, and which codes lie in no group.

    Raises
    ------
    DataContractError
        If no industry of the table lies in a group.
    """
    codes = activity.values.columns
    groups, traded = group_of(definition, codes), traded_of(definition, codes)
    if activity.companions.traded is None and traded.notna().any():
        activity = with_tables(activity, {"traded": traded})
    left = [str(code) for code in codes[groups.isna().to_numpy()]]
    told = {
        "definition": definition.id,
        "version": definition.version,
        "classification": definition.classification,
        "citation": definition.citation,
        "codes_in_no_group": len(left),
        "first_of_them": left[:_SHOWN],
    }
    return to_groups(activity, groups), told
