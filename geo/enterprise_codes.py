"""Codes and names of a register: each different code is looked at once, not once a row."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.enterprise_numbers import MISSING
from geo.errors import DataContractError


def coded(column: Any, *, where: str) -> pd.Categorical:  # noqa: ANN401 - pyarrow has no hints
    """Return a column of codes as categories of text; each different code is looked at once, empty ones are missing.

    Raises
    ------
    DataContractError
        If the codes are stored as decimal numbers.

    Examples
    --------
    >>> coded(pa.chunked_array([["01", " 01 ", "NA", "1"]]), where="nace").tolist()
    ['01', '01', nan, '1']
    """
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_floating(kind):
        raise DataContractError(where, ["codes are stored as decimal numbers; store them as text (01 is not 1.0)"])
    whole = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    whole = whole.combine_chunks()
    array = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    texts = ["" if text is None else text.strip() for text in array.dictionary.cast(pa.large_string()).to_pylist()]
    places_of, different = pd.factorize(np.array([None if text in MISSING else text for text in texts], dtype=object))
    known = array.indices if not array.indices.null_count else array.indices.fill_null(len(texts))
    indices = known.to_numpy(zero_copy_only=False)
    if array.indices.null_count or len(different) != len(texts):
        indices = np.append(places_of, -1).astype(np.int32)[indices]
    return pd.Categorical.from_codes(indices, categories=pd.Index(different, dtype="str"), validate=False)


def named(column: Any) -> pd.Series:  # noqa: ANN401 - pyarrow has no hints
    """Return a column of names or ids: whole numbers stay numbers, all else is text without spaces around it.

    Examples
    --------
    >>> named(pa.chunked_array([[" A7 ", None]])).tolist()
    ['A7', nan]
    """
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_integer(column.type) and column.type != pa.uint64() and not column.null_count:
        return pd.Series(column.cast(pa.int64()).to_numpy())
    texts = pc.utf8_trim_whitespace(column.cast(pa.large_string()))
    found: pd.Series = pd.Series(pd.array(texts, dtype="str"))
    return found
