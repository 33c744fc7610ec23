"""`python -m tests.campaigns`: hold campaigns, print what was tried and what was found.

The exit code is 1 if anything was found.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.campaigns.kinds import KINDS
from tests.campaigns.report import in_full, legend, table
from tests.campaigns.running import Outcome, Plan, campaign


async def hold(told: argparse.Namespace, folder: Path) -> list[Outcome]:
    plan = Plan(told.seed, told.meetings, folder, told.answer_within)
    held = []
    for kind in KINDS:
        if told.kind not in (None, kind.name):
            continue
        rounds = kind.whole if told.rounds is None else told.rounds
        outcome = await campaign(kind, rounds, plan)
        print("\n".join((f"{kind.name}: {kind.what}", *in_full(outcome), "")), flush=True)
        held.append(outcome)
    return held


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns", description=__doc__)
    parser.add_argument("--kind", choices=[kind.name for kind in KINDS], help="only this one")
    parser.add_argument(
        "--rounds", type=int, help="rounds of each; else as the table of kinds says"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--meetings", type=int, default=6, help="meetings at once")
    parser.add_argument(
        "--answer-within", type=float, default=3.0, help="seconds there are to answer a press"
    )
    parser.add_argument("--folder", type=Path, help="where journals and logs are left")
    told = parser.parse_args()
    if told.folder is not None:
        held = asyncio.run(hold(told, told.folder))
    else:
        with tempfile.TemporaryDirectory() as folder:
            held = asyncio.run(hold(told, Path(folder)))
    print("\n".join((*table(held), "", *legend())))
    return 1 if any(outcome.findings for outcome in held) else 0


if __name__ == "__main__":
    sys.exit(main())
