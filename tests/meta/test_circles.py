"""No module of bot imports another in a circle, for types alone neither: what stands lower can be read
without what stands on it."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp


def test_no_module_is_in_a_circle() -> None:
    graph = grimp.build_graph("bot", exclude_type_checking_imports=False, cache_dir=None)
    order = TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    )
    order.prepare()  # raises CycleError, which names the modules
