"""The client as handlers see it: a small base, so that what handles an interaction need not import the
client that hands it on."""

from __future__ import annotations

from typing import Any

import discord

from bot.chat.framework.second_process import SecondProcess
from bot.chat.messages.message_listener import MessageListener
from bot.chat.services import Services
from bot.chat.stopping import UnderWay


class ClientBase(discord.Client):
    """`services` is what all handlers work with, `under_way` what has been begun and not finished,
    `second` whether another process answers for the same bot, `listener` what hears messages."""

    listener: MessageListener

    def __init__(
        self, services: Services, under_way: UnderWay, second: SecondProcess, **options: Any
    ) -> None:
        super().__init__(**options)
        self.services = services
        self.under_way = under_way
        self.second = second
