"""Every error that the processing module raises, in one tree.

::

    RegioscopeError
    ├── DataContractError         a table or manifest breaks the contract; all problems in one message
    │   └── NegativeActivityError an activity table holds a negative or infinite value
    ├── UnknownNameError          a name that is not on the list; the message shows the nearest ones
    │   ├── UnknownDatasetError
    │   ├── UnknownBoundariesError
    │   ├── UnknownIndicatorError
    │   ├── UnknownIndustryError
    │   ├── UnknownRegionError
    │   └── UnknownOptionError    level, measure, year, scheme, palette or another choice
    ├── MissingTableError         an indicator needs a table that the dataset does not have
    ├── AddressError              the address of a view cannot be read, or names what does not exist
    ├── OutputError               a result cannot be written where it was asked for
    ├── SavedError                something saved is not there, has changed meanwhile, or cannot be kept
    ├── RoomError                 the room of a meeting cannot be opened on the local network
    └── StoppedError              the reader stopped a long computation
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 5


class RegioscopeError(Exception):
    """Root of the tree: its text is written for the person who reads it."""


class DataContractError(RegioscopeError):
    """A table or a manifest breaks the contract.

    Parameters
    ----------
    where : str
        Name of the table, file or dataset.
    problems : iterable of str
        Every problem that was found.

    Examples
    --------
    >>> str(DataContractError("regions", ["CRS is missing", "2 codes stand twice, first 'R07'"]))
    "regions: CRS is missing; 2 codes stand twice, first 'R07'"
    """

    def __init__(self, where: str, problems: Iterable[str]) -> None:
        self.where = where
        self.problems = tuple(problems)
        super().__init__(f"{where}: {'; '.join(self.problems)}")

    def __reduce__(self) -> tuple[type[DataContractError], tuple[str, tuple[str, ...]]]:
        """Travel between processes: a worker's error is raised where its result is asked for."""
        return type(self), (self.where, self.problems)


class NegativeActivityError(DataContractError):
    """An activity table holds a negative or infinite value."""


class UnknownNameError(RegioscopeError):
    """A name is not on the list; the message shows the nearest names.

    Parameters
    ----------
    kind : str
        What was looked for ("dataset", "indicator" ...).
    name : str
        The name that was given.
    known : iterable of str
        The names that exist.
    where : str, optional
        What follows the name in the message ("at the level 'major'").

    Examples
    --------
    >>> str(UnknownNameError("dataset", "uss", ["us", "ukraine"]))
    "there is no dataset 'uss'; did you mean 'us'? There are: 'ukraine', 'us'"
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], *, where: str = "") -> None:
        self.kind, self.name, self.where = kind, name, where
        self.known = names = sorted(known)
        near = difflib.get_close_matches(name, names, n=1)
        self.near = near[0] if near else ""
        hint = f"; did you mean {near[0]!r}?" if near else "."
        shown = ", ".join(repr(n) for n in names[:_SHOWN])
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        listed = f" There are: {shown}{more}" if names else " There are none"
        super().__init__(f"there is no {kind} {name!r}{where and ' '}{where}{hint}{listed}")


class UnknownDatasetError(UnknownNameError):
    """No dataset of this name was found."""


class UnknownBoundariesError(UnknownNameError):
    """No set of boundaries of this name was found."""


class UnknownIndicatorError(UnknownNameError):
    """No indicator of this name is in the registry."""


class UnknownIndustryError(UnknownNameError):
    """No industry of this code is in the dataset."""


class UnknownRegionError(UnknownNameError):
    """No region of this code is in the dataset."""


class UnknownOptionError(UnknownNameError):
    """A choice (level, measure, year, scheme ...) is not on the list."""


class MissingTableError(RegioscopeError):
    """An indicator needs a table that is not there.

    Examples
    --------
    >>> str(MissingTableError("density_km2", "areas"))
    "indicator 'density_km2' needs the table 'areas', which this data does not have; give it with --table areas=FILE"
    """

    def __init__(self, indicator: str, table: str) -> None:
        self.indicator, self.table = indicator, table
        super().__init__(
            f"indicator {indicator!r} needs the table {table!r}, which this data does not have; "
            f"give it with --table {table}=FILE"
        )


class AddressError(RegioscopeError):
    """The address of a view cannot be read, or names what does not exist."""


class SavedError(RegioscopeError):
    """Something saved is not there, has changed meanwhile, or cannot be kept."""


class RoomError(RegioscopeError):
    """The room of a meeting cannot be opened on the local network."""


class OutputError(RegioscopeError):
    """A result cannot be written where it was asked for."""


class StoppedError(RegioscopeError):
    """The reader stopped a long computation before it was done; nothing of it is kept.

    Examples
    --------
    >>> str(StoppedError("Kd", 120, 1000))
    'Kd was stopped after 120 of 1000 draws; a part of the draws is no envelope'
    """

    def __init__(self, what: str, done: int, total: int) -> None:
        self.what, self.done, self.total = what, done, total
        super().__init__(f"{what} was stopped after {done} of {total} draws; a part of the draws is no envelope")
