"""One journal at the desk: Datasette reads the read models, our own reader all the rest.

From rows to values. What must not live here: SQL (it stands in `queries`), a page, a decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
