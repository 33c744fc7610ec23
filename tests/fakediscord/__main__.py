"""`python -m tests.fakediscord`: the fake as a process of its own, until its standard input ends.

The first line that it prints is a JSON object: `api_base`, `gateway`, `control` (addresses) and
`token`. It is told to end by closing its input, so that it never outlives whoever started it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from tests.fakediscord.control import Control, application
from tests.fakediscord.server import HERE, TOKEN, FakeDiscord


async def serve(token: str, seed: int, checks: bool) -> None:
    async with FakeDiscord(token=token, seed=seed, checks=checks) as fake:
        control = await fake.serve(application(Control(fake)))
        where = {
            "api_base": fake.api_base,
            "gateway": fake.gateway.url,
            "control": f"http://{HERE}:{control}/",
            "token": token,
        }
        print(json.dumps(where), flush=True)
        await asyncio.to_thread(sys.stdin.buffer.read)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakediscord", description=__doc__)
    parser.add_argument("--token", default=TOKEN, help="the only token that is known there")
    parser.add_argument("--seed", type=int, default=0, help="of the chance by which faults happen")
    parser.add_argument("--no-checks", action="store_true", help="hold no request against OpenAPI")
    told = parser.parse_args()
    asyncio.run(serve(told.token, told.seed, not told.no_checks))


if __name__ == "__main__":
    main()
