"""The minutes in a rehearsal: points noted on the way, an amendment, adoption by both co-chairs.

Everything goes by what the bot shows; what stands in the minutes is the bot's own work.
"""

from __future__ import annotations

from typing import Any

import discord

from bot.rehearsal.script import Item, Script
from bot.rehearsal.simulated_server import SimulatedServer, button

ADOPT = "minutes-adopt"


class MinutesActor:
    """What people do for the minutes of `script`."""

    def __init__(self, simulated: SimulatedServer, script: Script) -> None:
        self.simulated = simulated
        self.script = script

    async def note(self, chair: Any, item: Item) -> None:
        """The points of this item, before it is left."""
        for point in item.points:
            form = await self.simulated.slash(chair, "record note")
            due = "" if point.due is None else point.due.isoformat()
            await self.simulated.fill(
                chair, form, kind=[point.kind], text=point.text, owner=point.owner or "", due=due
            )

    async def adopt(self, first: Any, second: Any) -> None:
        """Somebody amends the draft, the first co-chair accepts it, both adopt."""
        simulated, amendment = self.simulated, self.script.amendment
        await simulated.wait(60)
        if amendment is not None:
            who = simulated.members[amendment.by]
            form = await self._press(who, "amend")
            await simulated.fill(who, form, text=amendment.text, instead="")
            await simulated.wait(60)
            await self._press(first, "amend-accept")
            await simulated.wait(60)
        for chair in (first, second):
            await self._press(chair, ADOPT)

    async def _press(self, who: Any, act: str) -> Any:
        """Press a button under the minutes, or under an amendment of them."""
        found = self._with(act)
        return None if found is None else await self.simulated.press_on(who, found, act)

    def _with(self, act: str) -> discord.Message | None:
        shown = (m for m in self.simulated.channel.history() if button(m, act) is not None)
        return next(shown, None)
