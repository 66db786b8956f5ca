"""Names of the columns of a register: what they are called here, and which column of a file each one is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

ALIASES: Mapping[str, tuple[str, ...]] = {
    "enterprise_id": ("enterprise_id", "id", "firm_id", "company_id", "edrpou", "siteid", "site_id", "osm_id"),
    "enterprise_name": ("enterprise_name", "name", "company_name", "companyname", "firm_name"),
    "industry_code": ("industry_code", "industry", "nace", "nace_code", "kved", "kved_code", "okved", "isic", "naics"),
    "region_code": ("region_code", "nuts_code", "nuts_id", "katottg"),
    "employees": ("employees", "staff", "employment", "persons_employed", "number_of_employees", "jobs"),
    "turnover": ("turnover", "revenue", "sales"),
    "founded": ("founded", "year_founded", "founding_year", "established"),
    "organisation_type": ("organisation_type", "organization_type", "org_type"),
    "owner_group": ("owner_group", "global_ultimate_owner"),
    "lon": ("lon", "longitude", "lng", "long", "x"),
    "lat": ("lat", "latitude", "y"),
    "obs_status": ("obs_status",),
    "year": ("year",),
}
"""What each column of a register may be called in a file, in small letters; an earlier name wins over a later one."""

REGISTER = frozenset(ALIASES)
CODES = ("industry_code", "region_code", "organisation_type", "owner_group", "obs_status")
TEXTS = ("enterprise_id", "enterprise_name")
PLANE = ("x", "y")
"""Names that are read as longitude and latitude only where a file has no geometry."""

_FACTS = b"regioscope"
_SHOWN = 20


def recognised(
    names: Sequence[str], stated: Mapping[str, str] | None = None, *, where: str = "register", geometry: bool = False
) -> dict[str, str]:
    """Tell which column of a file is which column of a register.

    Parameters
    ----------
    names : sequence of str
        Columns of the file.
    stated : mapping of str to str, optional
        Column of the register -> its name in the file; an empty name says that it is not to be read. What is not
        stated is recognised by the usual names (see `ALIASES`), whatever the case of the letters.
    where : str
        The file, for messages.
    geometry : bool
        Whether the file has points of its own: then ``x`` and ``y`` are not taken for degrees.

    Returns
    -------
    dict of str to str
        Column of the register -> its name in the file.

    Raises
    ------
    DataContractError
        If a stated column is not in the file or not one of a register, or two columns bear the same usual name.

    Examples
    --------
    >>> recognised(["ID", "Longitude", "lat", "NACE", "site"], {"enterprise_name": "site"})
    {'enterprise_id': 'ID', 'enterprise_name': 'site', 'industry_code': 'NACE', 'lon': 'Longitude', 'lat': 'lat'}
    """
    stated = dict(stated or {})
    problems = [
        f"{column!r} is no column of a register; there are {', '.join(ALIASES)}" for column in stated.keys() - REGISTER
    ]
    absent = {c: name for c, name in stated.items() if name and name not in names and c in REGISTER}
    problems += [f"there is no column {name!r} for {c}; the file has {_shown(names)}" for c, name in absent.items()]
    found: dict[str, str] = {}
    for column, aliases in ALIASES.items():
        usable = [alias for alias in aliases if not (geometry and alias in PLANE)]
        same = [stated[column]] if column in stated else _first_called(names, usable, set(stated.values()))
        if len(same) > 1 or names.count(same[0] if same else "") > 1:
            problems.append(
                f"{len(same) if len(same) > 1 else 'several'} columns may be {column}: {_shown(same)}; "
                f"rename them, or say which with --columns {column}=NAME"
            )
        elif same and same[0]:
            found[column] = same[0]
    if problems:
        raise DataContractError(where, problems)
    return found


def _first_called(names: Sequence[str], aliases: Sequence[str], taken: Collection[str]) -> list[str]:
    called: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        if name not in taken:
            called.setdefault(name.strip().lower().replace(" ", "_").replace("-", "_"), []).append(name)
    return next((called[alias] for alias in aliases if alias in called), [])


def required(
    columns: Mapping[str, str], names: Sequence[str], *, where: str, geometry: bool, wanted: frozenset[str]
) -> None:
    """Refuse a file that lacks what every register has: a place and an industry.

    Raises
    ------
    DataContractError
        If no column says where an enterprise is, or in which industry, although that is wanted.
    """
    problems = []
    placed = geometry or "region_code" in columns or {"lon", "lat"} <= columns.keys()
    if wanted & {"lon", "lat", "region_code"} and not placed:
        problems.append("no columns of longitude and latitude (or region_code) are recognised")
    if "industry_code" in wanted and "industry_code" not in columns:
        problems.append("no column of industry codes is recognised")
    if problems:
        advice = "say which they are: --columns lon=NAME,lat=NAME,industry_code=NAME"
        raise DataContractError(where, [*problems, f"the columns are {_shown(names)}; {advice}"])


def _shown(names: Sequence[str]) -> str:
    listed = ", ".join(repr(name) for name in names[:_SHOWN])
    return f"{listed} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else listed


def with_facts(table: Any, **facts: object) -> Any:  # noqa: ANN401 - pyarrow has no hints
    """Note on a table where it comes from: ``file``, ``crs``, ``unread`` (rows that could not be told apart)."""
    return table.replace_schema_metadata({_FACTS: json.dumps(facts, ensure_ascii=False).encode()})


def facts_of(table: Any) -> dict[str, Any]:  # noqa: ANN401 - pyarrow has no hints
    """Return what is noted on a table."""
    found: dict[str, Any] = json.loads((table.schema.metadata or {}).get(_FACTS, b"{}"))
    return found
