"""How often the bot refused, as it was heard: counted from the answers that went out to Discord.

What may live here: listening. What must not: an expectation of how many refusals there should be.
"""

from __future__ import annotations

from typing import Any

from bot.rehearsal.simulated_server import SimulatedServer

REFUSAL = "refusal-"
"""How the name of every phrase begins that refuses something."""


class Refusals:
    """Listens to the phrases that the bot composes and to what it sends to Discord.

    A refusal counts when its sentence has gone out: composing one is not yet an answer.
    """

    def __init__(self) -> None:
        self._sentences: set[str] = set()
        self._env: Any = None

    def watch(self, simulated: SimulatedServer) -> None:
        self._env = simulated.env
        phrases: Any = simulated.client.services.phrases
        say = phrases.say

        def overheard(language: str, phrase: str, /, **facts: Any) -> str:
            text: str = say(language, phrase, **facts)
            if phrase.startswith(REFUSAL):
                self._sentences.add(text)
            return text

        phrases.say = overheard

    @property
    def count(self) -> int:
        """Answers so far whose text is a refusal's sentence."""
        requests = () if self._env is None else self._env.http_requests
        return sum(_content(request.json) in self._sentences for request in requests)


def _content(body: Any) -> str | None:
    """The text of an answer or a follow-up; None where the request carries none."""
    if not isinstance(body, dict):
        return None
    data = body.get("data")
    content = (data if isinstance(data, dict) else body).get("content")
    return content if isinstance(content, str) else None
